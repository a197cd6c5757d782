namespace Simulation.Time;

/// <summary>All that is to happen, in the order of virtual time; what is due at once happens in the order in which it was put down.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (long At, long Order)> entries = new();
    private long order;

    /// <summary>Since the world began.</summary>
    public TimeSpan Now { get; private set; }

    public long Steps { get; private set; }

    public void In(TimeSpan after, Action action)
    {
        var at = after > TimeSpan.Zero ? Now + after : Now;
        entries.Enqueue(action, (at.Ticks, order++));
    }

    /// <summary>Does what is due next.</summary>
    /// <returns>False when nothing is due until <paramref name="end"/>; it is that time then.</returns>
    public bool Step(TimeSpan end)
    {
        if (!entries.TryPeek(out _, out var next) || next.At > end.Ticks)
        {
            Now = end;
            return false;
        }
        Now = TimeSpan.FromTicks(next.At);
        Steps++;
        entries.Dequeue()();
        return true;
    }
}
