using System.Collections.Immutable;

namespace Entities.Lines;

/// <param name="Lines">By name.</param>
/// <param name="LineOfCall">By call, for every line that has one.</param>
public sealed record LinePoolState(
    LinePoolSettings Settings, ImmutableDictionary<string, Line> Lines, ImmutableDictionary<string, string> LineOfCall)
{
    public static LinePoolState Initial(LinePoolSettings settings) => new(
        settings,
        settings.Lines.Select((name, index) => new Line(name, (uint)index + 1)).ToImmutableDictionary(line => line.Name),
        ImmutableDictionary<string, string>.Empty);

    public IEnumerable<Line> InOrder => Lines.Values.OrderBy(line => line.PhysicalChannel);

    public Line? OfCall(string call) => LineOfCall.TryGetValue(call, out var name) ? Lines[name] : null;

    /// <summary>The line that has rested longest, so that all wear alike.</summary>
    public Line? Free()
    {
        Line? best = null;
        foreach (var line in Lines.Values)
        {
            if (line.IsFree && (best is null || (line.Since, line.PhysicalChannel).CompareTo((best.Since, best.PhysicalChannel)) < 0))
                best = line;
        }

        return best;
    }

    public LinePoolState With(Line line) => this with { Lines = Lines.SetItem(line.Name, line) };
}

/// <summary>A line's state while its process lives: a crash drops the line, so a crash may forget it.</summary>
sealed record LineMoved(Line Line) : Shared.Messages.Entities.ITransientEvent;
