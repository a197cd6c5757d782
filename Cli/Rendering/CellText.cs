using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cli.Rendering;

/// <summary>One cell as text. An absent value is an empty cell.</summary>
public static class CellText
{
    private static readonly string[] OctetUnits = ["B", "kB", "MB", "GB", "TB"];

    public static string Of(Column column, JsonNode? row)
    {
        var first = Format(column.Format, row?[column.Field]);
        if (column.And is null)
            return first;
        var second = Format(column.Format, row?[column.And]);
        return (first, second) switch
        {
            (_, "") => first,
            ("", _) => "/" + second,
            _ => $"{first}/{second}",
        };
    }

    public static string Duration(long seconds) => seconds switch
    {
        < 60 => Number($"{seconds} s"),
        < 3600 => Number($"{seconds / 60}:{seconds % 60:00}"),
        < 86400 => Number($"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}"),
        _ => Number($"{seconds / 86400}d {seconds / 3600 % 24:00}h"),
    };

    private static string Format(CellFormat format, JsonNode? value)
    {
        if (value is null)
            return "";
        if (value.GetValueKind() != JsonValueKind.Number || !value.AsValue().TryGetValue<long>(out var number))
            return Printable(value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString());
        return format switch
        {
            CellFormat.Duration => Duration(number),
            CellFormat.Octets => Octets(number),
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Octets(long octets)
    {
        var (value, unit) = ((double)octets, 0);
        for (; value >= 1000 && unit < OctetUnits.Length - 1; unit++)
            value /= 1000;
        return unit == 0 ? Number($"{octets} B") : Number($"{value:0.0} {OctetUnits[unit]}");
    }

    private static string Number(FormattableString text) => FormattableString.Invariant(text);

    /// <remarks>Names and texts come from peers; they must not move an operator's cursor.</remarks>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
