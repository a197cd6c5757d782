using System.Text.Json.Nodes;
using Spectre.Console;

namespace Cli.Rendering;

/// <summary>Any list as a table: columns that are empty in every row are left out.</summary>
internal static class RowTable
{
    public static void Write(Terminal terminal, View view, JsonArray rows)
    {
        var canvas = terminal.Canvas();
        canvas.Profile.Width = terminal.Width;
        if (rows.Count == 0)
        {
            canvas.WriteLine(view.Nothing);
            return;
        }

        // rows of a cluster say where their object lives
        var columns = view.Columns.Append(new Column("node", "node")).DistinctBy(c => c.Field).Where(c => rows.Any(r => CellText.Of(c, r).Length > 0)).ToList();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column.Title)) { NoWrap = column == columns[0] });
        foreach (var row in rows)
            table.AddRow(columns.Select(column => Cell(column, row)));
        canvas.Write(table);
        canvas.WriteLine(rows.Count == 1 ? "1 row" : $"{rows.Count} rows");
    }

    private static Markup Cell(Column column, JsonNode? row)
    {
        var text = CellText.Of(column, row);
        return column.Format == CellFormat.State && text.Length > 0
            ? new Markup($"[{StateColours.Of(text)}]{Markup.Escape(text)}[/]")
            : new Markup(Markup.Escape(text));
    }
}
