using System.Text.Json.Nodes;
using Spectre.Console;

namespace Cli.Rendering;

internal static class HealthText
{
    public static void Write(Terminal terminal, JsonNode health)
    {
        var canvas = terminal.Canvas();
        canvas.Profile.Width = terminal.Width;
        canvas.MarkupLine($"{Text(health, "role")} {Text(health, "node")} {Text(health, "version")}: {Coloured(health)}, "
            + $"up {CellText.Duration(health["upSeconds"]?.GetValue<long>() ?? 0)}");
        foreach (var check in health["checks"]?.AsArray() ?? [])
            canvas.MarkupLine($"  {Text(check!, "name"),-12} {Coloured(check!)} {Text(check!, "text")}");
    }

    private static string Text(JsonNode node, string field) => Markup.Escape(CellText.Of(new Column("", field), node));

    private static string Coloured(JsonNode node) => $"[{StateColours.Of(Text(node, "status"))}]{Text(node, "status")}[/]";
}
