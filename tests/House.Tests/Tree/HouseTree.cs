using System.Runtime.CompilerServices;

namespace House.Tests.Tree;

/// <summary>The repository as the rules see it: sources, projects and documents, by path from the root with forward slashes.</summary>
public static class HouseTree
{
    private static readonly HashSet<string> Skipped = ["bin", "obj", ".git", ".build", "data", "TestResults", "node_modules"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>Files whose name ends so.</summary>
    public static IReadOnlyList<string> Files(string ending) =>
        [.. Walk(Root).Where(f => f.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<SourceFile> Sources { get; } = [.. Files(".cs").Select(path => new SourceFile(path, Read(path)))];

    public static IReadOnlyList<Project> Projects { get; } = [.. Files(".csproj").Select(path => Project.Parse(path, Read(path)))];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string directory)
    {
        foreach (var file in Directory.GetFiles(directory))
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        foreach (var inner in Directory.GetDirectories(directory).Where(d => !Skipped.Contains(Path.GetFileName(d))))
            foreach (var file in Walk(inner))
                yield return file;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
