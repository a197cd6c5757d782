using System.Text.Json;
using System.Text.RegularExpressions;

namespace Node.Common.Configuration.Binding;

/// <summary>Fills the records of a model from a tree of nodes, and names every fault it meets on the way; it never stops at the first.</summary>
internal sealed class ConfigurationBinder(string baseDirectory, bool testTimers, FaultList faults)
{
    public object Section(Type type, ConfigurationNode node, string path)
    {
        var model = SectionModel.Of(type);
        var section = model.Defaults();
        if (node.Kind != JsonValueKind.Object)
        {
            faults.Add(path, node, "must be a section in braces, { … }");
            return section;
        }

        RefuseStrayKeys(model, node, path);
        foreach (var setting in model.Settings)
            if (Setting(setting, node, path) is { } value)
                setting.Property.SetValue(section, value);
        if (section is ICheckedSection whole)
            whole.Check(new SectionCheck(node, path, testTimers, faults));
        return section;
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private void RefuseStrayKeys(SectionModel model, ConfigurationNode node, string path)
    {
        var known = model.Settings.SelectMany(s => s.Keys).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Members)
        {
            if (path.Length == 0 && key == "$schema")
                continue;
            if (!known.Exists(k => ConfigurationNode.Names(key, value, k)))
                faults.Add(Join(path, key), value, $"unknown key{Suggestion.For(key, known)}");
            else if (!seen.Add(key))
                faults.Add(Join(path, key), value, "written twice in the same section");
        }
    }

    /// <returns>Null leaves the default.</returns>
    private object? Setting(SettingModel setting, ConfigurationNode section, string path)
    {
        var at = Join(path, setting.Key);
        if (setting.Shape == SettingShape.Secret)
            return new SecretReader(baseDirectory, faults).Read(setting, section, at);
        if (section.Find(setting.Key) is not { } node)
        {
            if (setting.IsRequired)
                faults.Add(at, null, $"missing: {setting.Setting.Meaning}", section.Origin);
            return null;
        }

        return setting.Shape switch
        {
            SettingShape.Scalar => Scalar(setting, node, at),
            SettingShape.Section => Section(setting.ItemType, node, at),
            _ => List(setting, node, at),
        };
    }

    private Array? List(SettingModel setting, ConfigurationNode node, string at)
    {
        if (node.FromEnvironment && node.Kind == JsonValueKind.String && setting.Shape == SettingShape.ScalarList)
            node = EnvironmentOverrides.SplitList(node);
        if (node.Kind != JsonValueKind.Array)
        {
            faults.Add(at, node, "must be a list in brackets, [ … ]");
            return null;
        }

        if (setting.Count is { } count && (node.Items.Count < count.Minimum || node.Items.Count > count.Maximum))
            faults.Add(at, $"{node.Items.Count} items", $"holds {count} items", node.Origin);
        var items = Array.CreateInstance(setting.ItemType, node.Items.Count);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(setting.Shape == SettingShape.SectionList
                ? Section(setting.ItemType, node.Items[i], $"{at}[{i}]")
                : Scalar(setting, node.Items[i], $"{at}[{i}]"), i);
        return items;
    }

    private object Scalar(SettingModel setting, ConfigurationNode node, string at)
    {
        var type = ScalarType.Of(setting.ItemType)!;
        var readable = type.Takes(node.Kind) || (node.FromEnvironment && node.Kind == JsonValueKind.String);
        var value = readable ? type.Parse(node.Text) : null;
        if (value is null)
        {
            faults.Add(at, node, $"must be {type.What}");
            return type.Fallback;
        }

        Limit(setting, node, at, value);
        return value is string text ? Rooted(setting.Setting, text) : value;
    }

    private string Rooted(SettingAttribute setting, string text)
    {
        var prefix = setting.IsPath ? "" : setting.PathAfter;
        return prefix is not null && text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length
            ? prefix + Path.GetFullPath(text[prefix.Length..], baseDirectory)
            : text;
    }

    private void Limit(SettingModel setting, ConfigurationNode node, string at, object value)
    {
        if (setting.Within is { } within && !within.Allows(Convert.ToInt64(value), testTimers))
            faults.Add(at, node, $"must be within {within}");
        if (value is "" && (setting.IsRequired || setting.Setting.IsPath))
            faults.Add(at, node, "must not be empty");
        if (setting.Setting.Pattern is { } pattern && !Regex.IsMatch((string)value, $"^(?:{pattern})$", RegexOptions.CultureInvariant))
            faults.Add(at, node, $"must be {setting.Setting.PatternMeaning}");
    }
}
