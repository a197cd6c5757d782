using System.Collections;
using System.Globalization;
using System.Text.Json;
using Node.Common.Configuration.Binding;

namespace Node.Common.Configuration.Schema;

/// <summary>Settings in words, the same in the schema and in the documentation.</summary>
internal static class SettingText
{
    private const string Suffix = "Options";

    /// <summary>LnsL2tpOptions is lnsL2tp.</summary>
    public static string SectionName(Type type) =>
        JsonNamingPolicy.CamelCase.ConvertName(type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name[..^Suffix.Length] : type.Name);

    public static string Meaning(SettingModel setting, string key) =>
        key == setting.Key ? setting.Setting.Meaning
        : key == setting.Key + "File" ? $"File that holds `{setting.Key}` instead."
        : $"What messages call `{setting.Key}`. Default: its key path.";

    /// <summary>Null where the default is nothing.</summary>
    public static string? Default(SettingModel setting, object? value) => value switch
    {
        null or "" => null,
        bool truth => truth ? "true" : "false",
        Enum choice => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString()),
        string text => text,
        ICollection { Count: 0 } => null,
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(i => Default(setting, i))),
        IFormattable number when setting.Shape == SettingShape.Scalar => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    public static string Kind(SettingModel setting, string key) => setting.Shape switch
    {
        SettingShape.Secret => key == setting.Key ? "secret" : "text",
        SettingShape.Section => "section",
        SettingShape.SectionList => "list of sections",
        SettingShape.ScalarList => $"list of {Plain(setting)}",
        _ => Plain(setting),
    };

    /// <summary>The allowed values.</summary>
    public static string Range(SettingModel setting) => string.Join("; ", Ranges(setting));

    private static IEnumerable<string> Ranges(SettingModel setting)
    {
        if (setting.Within is { } within)
            yield return $"{within}{(within.Timer ? " (timer)" : "")}";
        if (setting.Count is { } count)
            yield return $"{count} items";
        if (setting.ItemType.IsEnum)
            yield return string.Join(", ", ScalarType.Names(setting.ItemType).Select(n => $"`{n}`"));
        if (setting.Setting.PatternMeaning is { } pattern)
            yield return pattern;
    }

    private static string Plain(SettingModel setting) =>
        setting.ItemType.IsEnum ? "choice"
        : setting.Setting.IsPath ? "path"
        : setting.ItemType.Name switch
        {
            "String" => "text",
            "Boolean" => "true or false",
            "Int32" or "Int64" => "number",
            "IPAddress" => "address",
            "IPNetwork" => "prefix",
            "InterfaceAddress" => "address/length",
            var other => other,
        };
}
