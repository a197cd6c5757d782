using System.Xml.Linq;

namespace House.Tests.Tree;

/// <summary>What a project file refers to.</summary>
/// <param name="Projects">By name.</param>
/// <param name="Packages">By id.</param>
/// <param name="Unconditional">Of <paramref name="Projects"/>, those that are referred to without a condition.</param>
public sealed record Project(string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Unconditional)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public static Project Parse(string path, string xml)
    {
        var items = XDocument.Parse(xml).Descendants().ToList();
        return new(path, [.. Referred(_ => true)], [.. Included("PackageReference", _ => true)], [.. Referred(e => e.Attribute("Condition") is null)]);

        IEnumerable<string> Referred(Func<XElement, bool> which) =>
            Included("ProjectReference", which).Select(p => System.IO.Path.GetFileNameWithoutExtension(p.Replace('\\', '/')));

        IEnumerable<string> Included(string item, Func<XElement, bool> which) =>
            items.Where(e => e.Name.LocalName == item && which(e)).Select(e => e.Attribute("Include")?.Value).OfType<string>();
    }
}
