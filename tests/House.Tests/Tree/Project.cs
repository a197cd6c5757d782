using System.Xml.Linq;

namespace House.Tests.Tree;

/// <summary>What a project file refers to.</summary>
/// <param name="Projects">By name.</param>
/// <param name="Packages">By id.</param>
public sealed record Project(string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public static Project Parse(string path, string xml)
    {
        var items = XDocument.Parse(xml).Descendants().ToList();
        return new(path,
            [.. Included("ProjectReference").Select(p => System.IO.Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))],
            [.. Included("PackageReference")]);

        IEnumerable<string> Included(string item) =>
            items.Where(e => e.Name.LocalName == item).Select(e => e.Attribute("Include")?.Value).OfType<string>();
    }
}
