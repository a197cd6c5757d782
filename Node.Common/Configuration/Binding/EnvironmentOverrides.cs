using System.Globalization;
using System.Text.Json;

namespace Node.Common.Configuration.Binding;

/// <summary>
/// Lays environment variables over a configuration: <c>BRAS_LNS__dialOut__bufferedTriggers=4</c>, lists by index, letter case ignored.
/// A value that starts with a brace or bracket is JSON; a list of plain values may be separated by commas.
/// </summary>
internal sealed class EnvironmentOverrides(string prefix, FaultList faults)
{
    private const string Separator = "__";

    public void Apply(ConfigurationNode root, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var ours = variables
            .Where(v => v.Key.StartsWith(prefix + Separator, StringComparison.OrdinalIgnoreCase))
            .Select(v => (Name: v.Key, Steps: v.Key[(prefix.Length + Separator.Length)..].Split(Separator), v.Value))
            .OrderBy(v => string.Join('.', v.Steps.Select(Sortable)), StringComparer.Ordinal);
        foreach (var (name, steps, value) in ours)
            if (Parse(name, value) is { } node)
                Place(root, steps, node);
    }

    public static ConfigurationNode SplitList(ConfigurationNode node)
    {
        var list = new ConfigurationNode(JsonValueKind.Array, "", node.Origin, fromEnvironment: true);
        foreach (var item in node.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            list.Items.Add(new(JsonValueKind.String, item, node.Origin, fromEnvironment: true));
        return list;
    }

    private static string Origin(string name) => $"environment {name}";

    // index 2 comes before index 10
    private static string Sortable(string step) => IsIndex(step, out var index) ? index.ToString("D9", CultureInfo.InvariantCulture) : step;

    private static bool IsIndex(string step, out int index) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private ConfigurationNode? Parse(string name, string value) => value.TrimStart() is ['{' or '[', ..]
        ? ConfigurationText.Parse(value, _ => Origin(name), fromEnvironment: true, faults)
        : new(JsonValueKind.String, value, Origin(name), fromEnvironment: true);

    private void Place(ConfigurationNode root, string[] steps, ConfigurationNode value)
    {
        var here = root;
        for (var i = 0; i < steps.Length; i++)
        {
            var next = i == steps.Length - 1 ? value : null;
            var step = steps[i];
            if (here.Kind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                faults.Add(string.Join('.', steps), value, $"goes into {string.Join('.', steps[..i])}, which is a plain value");
                return;
            }

            if (IsIndex(step, out var index) && here.Kind == JsonValueKind.Array)
            {
                if (index > here.Items.Count)
                {
                    faults.Add(string.Join('.', steps), value, $"leaves a gap: the list has {here.Items.Count} items");
                    return;
                }

                here = ItemAt(here, index, next, () => Container(steps, i, value));
            }
            else
            {
                here = MemberOf(here, step, next, () => Container(steps, i, value));
            }
        }
    }

    private static ConfigurationNode Container(string[] steps, int i, ConfigurationNode value) =>
        new(i + 1 < steps.Length && IsIndex(steps[i + 1], out _) ? JsonValueKind.Array : JsonValueKind.Object, "", value.Origin, true);

    private static ConfigurationNode ItemAt(ConfigurationNode list, int index, ConfigurationNode? value, Func<ConfigurationNode> container)
    {
        if (index == list.Items.Count)
            list.Items.Add(value ?? container());
        else if (value is not null)
            list.Items[index] = value;
        return list.Items[index];
    }

    private static ConfigurationNode MemberOf(ConfigurationNode section, string key, ConfigurationNode? value, Func<ConfigurationNode> container)
    {
        var at = section.Members.FindIndex(m => string.Equals(m.Key, key, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            section.Members.Add(new(key, value ?? container()));
            return section.Members[^1].Value;
        }

        if (value is not null)
            section.Members[at] = new(section.Members[at].Key, value);
        return section.Members[at].Value;
    }
}
