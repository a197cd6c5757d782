using System.Text.Json.Nodes;
using Cli.Rendering;

namespace Cli.Palette;

/// <summary>An operation's answer as lines of plain text: pbm prints what it gets, without colours and without a width.</summary>
public static class PaletteText
{
    private const string Gap = "  ";

    /// <summary>A head, a line a row, and their number; columns that are empty in every row are left out.</summary>
    public static IEnumerable<string> Table(View view, IReadOnlyList<JsonNode?> rows)
    {
        if (rows.Count == 0) return [view.Nothing];
        var columns = view.Columns.Where(column => rows.Any(row => CellText.Of(column, row).Length > 0)).ToList();
        var lines = rows.Select(row => columns.Select(column => CellText.Of(column, row)).ToList()).Prepend([.. columns.Select(column => column.Title)]).ToList();
        var widths = columns.Select((_, i) => lines.Max(line => line[i].Length)).ToList();
        return lines.Select(line => string.Join(Gap, line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd())
            .Append(rows.Count == 1 ? "1 row" : $"{rows.Count} rows");
    }

    /// <summary>Each field of another answer on a line, objects within indented.</summary>
    public static IEnumerable<string> Fields(JsonNode? answer, string indent = "") => answer switch
    {
        JsonObject item => item.SelectMany(field => field.Value is JsonObject or JsonArray
            ? Fields(field.Value, indent + Gap).Prepend($"{indent}{field.Key}:")
            : [$"{indent}{field.Key}: {Plain(field.Value)}"]),
        JsonArray list => list.SelectMany(item => item is JsonObject or JsonArray ? Fields(item, indent + Gap) : [indent + Plain(item)]),
        _ => [indent + Plain(answer)],
    };

    private static string Plain(JsonNode? value) => CellText.Of(new Column("", "value"), new JsonObject { ["value"] = value?.DeepClone() });
}
