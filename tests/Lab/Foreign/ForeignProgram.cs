namespace Lab.Foreign;

/// <summary>Where programs of other packages are.</summary>
public static class ForeignProgram
{
    /// <summary>Daemons live there, and an ordinary user's PATH leaves these out.</summary>
    private static readonly string[] SystemFolders = ["/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin", "/bin"];

    public static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <returns>The whole path, or null.</returns>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(SystemFolders)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
