using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Node.Common.Configuration.Binding;

namespace Node.Common.Configuration;

/// <summary>
/// A short hash of a configuration, by which nodes see that they have the same. Secrets count too; 48 bits of a hash over everything tell
/// nobody what they are.
/// </summary>
public static class ConfigurationDigest
{
    private const int Octets = 6;

    /// <param name="own">Key paths, without indices, of what each node has for itself.</param>
    public static string Of(object options, IReadOnlySet<string> own)
    {
        var text = new StringBuilder();
        Section(options, "", own, text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..Octets]);
    }

    private static void Section(object section, string path, IReadOnlySet<string> own, StringBuilder text)
    {
        foreach (var setting in SectionModel.Of(section.GetType()).Settings)
        {
            var at = path.Length == 0 ? setting.Key : $"{path}.{setting.Key}";
            if (!own.Contains(at))
                Value(setting, setting.Property.GetValue(section), at, own, text);
        }
    }

    private static void Value(SettingModel setting, object? value, string at, IReadOnlySet<string> own, StringBuilder text)
    {
        switch (value)
        {
            case null: break;
            case Secret secret: text.Append(at).Append('=').Append(secret.Text).Append('\n'); break;
            case IEnumerable items when setting.Shape is SettingShape.ScalarList or SettingShape.SectionList:
                foreach (var item in items)
                    Value(setting with { Shape = setting.Shape == SettingShape.SectionList ? SettingShape.Section : SettingShape.Scalar }, item, at + "[]", own, text);
                break;
            case not null when setting.Shape == SettingShape.Section:
                text.Append(at).Append('\n');
                Section(value, at.Replace("[]", "", StringComparison.Ordinal), own, text);
                break;
            default: text.Append(at).Append('=').Append(Convert.ToString(value, CultureInfo.InvariantCulture)).Append('\n'); break;
        }
    }
}
