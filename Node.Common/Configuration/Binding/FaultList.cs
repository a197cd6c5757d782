namespace Node.Common.Configuration.Binding;

/// <summary>Gathers faults; of several about the same key the first is the cause and the rest are its echo.</summary>
internal sealed class FaultList
{
    private readonly List<ConfigurationFault> faults = [];
    private readonly HashSet<string> paths = [];

    public IReadOnlyList<ConfigurationFault> Faults => faults;

    public void Add(string path, string? value, string problem, string origin)
    {
        if (path.Length == 0 || paths.Add(path))
            faults.Add(new ConfigurationFault(path, value, problem, origin));
    }

    public void Add(string path, ConfigurationNode node, string problem) => Add(path, node.Shown, problem, node.Origin);
}
