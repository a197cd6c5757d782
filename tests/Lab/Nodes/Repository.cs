namespace Lab.Nodes;

/// <summary>Where the built nodes are: beside this assembly's own project, in the same configuration.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <exception cref="FileNotFoundException">It was not built.</exception>
    public static string Assembly(string project)
    {
        var name = Path.GetFileName(project);
        var beside = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(Root, project, "bin", beside.Parent!.Name, beside.Name, $"{name}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: {path} is missing", path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Cluster.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("the lab runs from within its repository");
    }
}
