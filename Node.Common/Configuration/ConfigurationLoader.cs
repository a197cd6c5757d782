using System.Collections;
using System.Text.Json;
using Node.Common.Configuration.Binding;

namespace Node.Common.Configuration;

/// <summary>A configuration that is whole, or everything that is wrong with it.</summary>
/// <param name="Value">Null when there are faults.</param>
public sealed record Configured<T>(T? Value, IReadOnlyList<ConfigurationFault> Faults) where T : class;

/// <summary>Reads a node's configuration: file, then environment, then every check, before anything of the node starts.</summary>
public static class ConfigurationLoader
{
    /// <param name="environmentPrefix">Such as BRAS_LNS.</param>
    public static Configured<T> Load<T>(string file, string environmentPrefix) where T : class
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, [new ConfigurationFault("", null, $"cannot be read: {e.Message}", file)]);
        }

        return Read<T>(text, file, environmentPrefix, ProcessEnvironment());
    }

    /// <param name="file">Names the text in faults; relative paths in it start at this file's directory.</param>
    public static Configured<T> Read<T>(string text, string file, string environmentPrefix,
        IEnumerable<KeyValuePair<string, string>> environment) where T : class
    {
        var faults = new FaultList();
        var root = ConfigurationText.Parse(text, line => $"{file}:{line}", fromEnvironment: false, faults);
        if (root is null)
            return new(null, faults.Faults);
        if (root.Kind == JsonValueKind.Object)
            new EnvironmentOverrides(environmentPrefix, faults).Apply(root, environment);
        var testTimers = root.Kind == JsonValueKind.Object && root.Find("testTimers") is { } written
            && (written.Kind == JsonValueKind.True || (written.FromEnvironment && written.Text == "true"));
        var baseDirectory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var value = (T)new ConfigurationBinder(baseDirectory, testTimers, faults).Section(typeof(T), root, "");
        return new(faults.Faults.Count == 0 ? value : null, faults.Faults);
    }

    private static IEnumerable<KeyValuePair<string, string>> ProcessEnvironment()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            yield return new((string)variable.Key, (string?)variable.Value ?? "");
    }
}
