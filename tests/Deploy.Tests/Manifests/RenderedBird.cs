namespace Deploy.Tests.Manifests;

/// <summary>The BIRD files and variables that an overlay gives to the container beside the node.</summary>
internal static class RenderedBird
{
    public static string Announce(string directory) => Path.Combine(directory, "announce");

    /// <summary>Writes the files as the volume would show them.</summary>
    /// <returns>The container's environment, with a directory to run in.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> Write(RenderedOverlay rendered, string directory)
    {
        foreach (var (file, text) in rendered.ConfigMap("bird")) await File.WriteAllTextAsync(Path.Combine(directory, file), text);
        var environment = rendered.ConfigMap("announcement").ToDictionary();
        foreach (var (name, value) in NodeConfiguration.Environment(RenderedOverlay.Container(rendered.Lns.Spec.Template, "bird"))) environment[name] = value;
        environment["RUN"] = Path.Combine(directory, "run");
        return environment;
    }
}
