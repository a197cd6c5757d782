using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Lines;

/// <summary>One line within one decision: what it is now, and the few things that are ever done to it.</summary>
readonly struct LineDesk(Turn<LinePoolState> turn, string name)
{
    public Line Line => turn.State.Lines[name];

    public LinePoolSettings Settings => turn.State.Settings;

    /// <summary>Every line has one deadline at most: its state's.</summary>
    public static string TimerOf(string line) => $"line/{line}";

    /// <returns>The line's name, or null for another timer.</returns>
    public static string? LineOf(string timer) => timer.StartsWith("line/", StringComparison.Ordinal) ? timer["line/".Length..] : null;

    /// <param name="dueSeconds">When the state has lasted too long; null where it may last.</param>
    public void Move(LineState to, int? dueSeconds)
    {
        var due = dueSeconds is { } seconds ? turn.Now.AddSeconds(seconds) : (DateTimeOffset?)null;
        Change(Line with { State = to, Since = turn.Now, Due = due });
        turn.Do(due is { } at ? new StartTimer(TimerOf(name), at) : new CancelTimer(TimerOf(name)));
    }

    /// <summary>Tells the timer of this state from that of an earlier one, which was on its way when it was replaced.</summary>
    public bool IsDue()
    {
        if (Line.Due is not { } due)
            return false;
        if (turn.Now >= due)
            return true;
        turn.Do(new StartTimer(TimerOf(name), due));
        return false;
    }

    public void Change(Line line) => turn.Apply(new LineMoved(line));

    public void Apply(IMessage durable) => turn.Apply(durable);

    public void Order(LineOrder order) => turn.Do(new DriveLine(name, order));

    public void TellTunnel(LineCall call, IMessage message) =>
        turn.Do(new TellEntity(new EntityId(EntityKinds.Tunnel, call.TunnelKey), message));

    public void FreeCall()
    {
        if (Line.Call is not null)
            turn.Apply(new LineFreed { Line = name });
    }

    public void Report(Milestone milestone, string text, params ReadOnlySpan<(string Name, object? Value)> fields) =>
        turn.Do(new Report(milestone, text, [("pool", Settings.Name), ("line", name), .. fields]));
}
