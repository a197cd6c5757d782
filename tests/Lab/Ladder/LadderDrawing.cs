using System.Globalization;
using System.Text;

namespace Lab.Ladder;

/// <summary>Draws rungs as text, one line each, in columns of equal width.</summary>
public static class LadderDrawing
{
    /// <summary>Columns between two lanes; a label longer than the way between its lanes runs on to the right.</summary>
    public const int LaneWidth = 17;

    private const int TimeWidth = 9;
    private static readonly string[] Titles = ["home", "LNS", "RADIUS", "LAC", "line", "remote site"];

    public static string Header()
    {
        var line = NewLine("  time");
        for (var lane = 0; lane < Titles.Length; lane++)
            Put(line, Column((Lane)lane) - (lane == 0 ? 0 : Titles[lane].Length / 2), Titles[lane]);
        return line.ToString().TrimEnd();
    }

    public static string Draw(Rung rung)
    {
        var line = NewLine(rung.At.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(7));
        foreach (var lane in Enum.GetValues<Lane>())
            line[Column(lane)] = '│';
        if (rung.From == rung.To)
            Put(line, Column(rung.From), "● " + rung.Label);
        else
            DrawArrow(line, rung);
        return line.ToString().TrimEnd();
    }

    private static void DrawArrow(StringBuilder line, Rung rung)
    {
        var (left, right) = rung.From < rung.To ? (rung.From, rung.To) : (rung.To, rung.From);
        var (begin, end) = (Column(left) + 1, Column(right) - 1);
        for (var i = begin; i <= end; i++)
            line[i] = '─';
        if (rung.From < rung.To || rung.BothWays) line[end] = '▶';
        if (rung.From > rung.To || rung.BothWays) line[begin] = '◀';
        var label = $" {rung.Label} ";
        var room = end - begin - 3;
        if (label.Length <= room)
            Put(line, begin + 1 + (room + 1 - label.Length) / 2, label);
        else
            Put(line, Column(right) + 2, rung.Label);
    }

    private static int Column(Lane lane) => TimeWidth + (int)lane * LaneWidth + 1;

    private static StringBuilder NewLine(string start) =>
        new(start.PadRight(TimeWidth + Titles.Length * LaneWidth + 1));

    private static void Put(StringBuilder line, int at, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (at + i < line.Length) line[at + i] = text[i];
            else line.Append(text[i]);
        }
    }
}
