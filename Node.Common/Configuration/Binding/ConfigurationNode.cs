using System.Text.Json;

namespace Node.Common.Configuration.Binding;

/// <summary>
/// A value of the configuration as it was written, with its place. A tree of our own rather than <see cref="JsonElement"/>, because
/// that one forgets line numbers, and because values of the environment are laid over it.
/// </summary>
internal sealed class ConfigurationNode(JsonValueKind kind, string text, string origin, bool fromEnvironment = false)
{
    private const int ShownLength = 60;

    public JsonValueKind Kind { get; } = kind;

    /// <summary>Of a string its content, of a number its digits as written.</summary>
    public string Text { get; } = text;

    public string Origin { get; } = origin;

    /// <summary>Environment variables know neither types nor letter case, so the binder is lenient about both.</summary>
    public bool FromEnvironment { get; } = fromEnvironment;

    public List<KeyValuePair<string, ConfigurationNode>> Members { get; } = [];

    public List<ConfigurationNode> Items { get; } = [];

    /// <summary>The value as a message shows it.</summary>
    public string Shown => Kind switch
    {
        JsonValueKind.Object => "{…}",
        JsonValueKind.Array => "[…]",
        JsonValueKind.String => $"\"{Shorten(Text)}\"",
        _ => Shorten(Text),
    };

    public ConfigurationNode? Find(string key)
    {
        foreach (var (name, value) in Members)
            if (Names(name, value, key))
                return value;
        return null;
    }

    public static bool Names(string written, ConfigurationNode value, string key) =>
        string.Equals(written, key, value.FromEnvironment ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string Shorten(string text) => text.Length <= ShownLength ? text : text[..ShownLength] + "…";
}
