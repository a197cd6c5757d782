using System.Text;
using Node.Common.Configuration.Binding;

namespace Node.Common.Configuration.Schema;

/// <summary>The settings of a model as Markdown: one table a section, the root first, then in the order in which they are met.</summary>
public static class SettingTables
{
    public static string Of(Type root)
    {
        var text = new StringBuilder();
        foreach (var (type, path) in Sections(root))
        {
            text.Append("### ").AppendLine(path.Length == 0 ? "The file itself" : $"`{path}`").AppendLine();
            text.AppendLine("| key | type | allowed | default | meaning |").AppendLine("|---|---|---|---|---|");
            var model = SectionModel.Of(type);
            var defaults = model.Defaults();
            foreach (var setting in model.Settings)
                foreach (var key in setting.Keys)
                    text.AppendLine(Row(setting, key, setting.Property.GetValue(defaults)));
            text.AppendLine();
        }

        return text.ToString();
    }

    private static string Row(SettingModel setting, string key, object? value)
    {
        var given = setting.IsRequired ? "**required**" : SettingText.Default(setting, value) is { } text ? $"`{text}`" : "";
        var allowed = key == setting.Key ? SettingText.Range(setting) : "";
        return $"| `{key}` | {SettingText.Kind(setting, key)} | {allowed} | {(key == setting.Key ? given : "")} | {SettingText.Meaning(setting, key)} |"
            .Replace("  ", " ", StringComparison.Ordinal);
    }

    private static List<(Type Type, string Path)> Sections(Type root)
    {
        var found = new List<(Type Type, string Path)> { (root, "") };
        for (var i = 0; i < found.Count; i++)
        {
            var (type, path) = found[i];
            foreach (var setting in SectionModel.Of(type).Settings)
                if (setting.Shape is SettingShape.Section or SettingShape.SectionList)
                    found.Add((setting.ItemType,
                        (path.Length == 0 ? "" : path + ".") + setting.Key + (setting.Shape == SettingShape.SectionList ? "[]" : "")));
        }

        return found;
    }
}
