using Shared.Messages;

namespace Entities.Lines;

/// <summary>The state after an event. Lines that are no longer configured are passed over.</summary>
static class LinePoolEvolution
{
    public static LinePoolState Evolve(LinePoolState state, object @event) => @event switch
    {
        LineMoved moved => state.With(moved.Line),
        LineTaken taken => Change(state, taken.Line, line => line with { Call = CallOf(taken), Calls = line.Calls + 1 }) with
        {
            LineOfCall = state.Lines.ContainsKey(taken.Line) ? state.LineOfCall.SetItem(taken.Call, taken.Line) : state.LineOfCall,
        },
        LineFreed freed => Free(state, freed.Line),
        LineFaulted faulted => Change(state, faulted.Line, line => line with { Fault = faulted.Reason }),
        LineRepaired repaired => Change(state, repaired.Line, line => line with { Fault = null }),
        LinePoolSnapshot snapshot => Restore(state, snapshot),
        _ => state,
    };

    public static LinePoolSnapshot Snapshot(LinePoolState state)
    {
        var snapshot = new LinePoolSnapshot();
        foreach (var line in state.InOrder)
        {
            if (line.Call is { } call)
                snapshot.Taken.Add(TakenOf(line.Name, call));
            if (line.Fault is { } fault)
                snapshot.Faulted.Add(new LineFaulted { Line = line.Name, Reason = fault });
        }

        return snapshot;
    }

    public static LineTaken TakenOf(string line, LineCall call) => new()
    {
        Line = line,
        Call = call.Call,
        TunnelKey = call.TunnelKey,
        SessionId = call.SessionId,
        Number = call.Number,
        MinimumBps = call.MinimumBps,
    };

    private static LineCall CallOf(LineTaken taken) => new(taken.Call, taken.TunnelKey, taken.SessionId, taken.Number, taken.MinimumBps);

    private static LinePoolState Free(LinePoolState state, string name) =>
        state.Lines.TryGetValue(name, out var line) && line.Call is { } call
            ? state.With(line with { Call = null }) with { LineOfCall = state.LineOfCall.Remove(call.Call) }
            : state;

    private static LinePoolState Restore(LinePoolState state, LinePoolSnapshot snapshot)
    {
        foreach (var taken in snapshot.Taken)
            state = Evolve(state, taken);
        foreach (var faulted in snapshot.Faulted)
            state = Evolve(state, faulted);
        return state;
    }

    private static LinePoolState Change(LinePoolState state, string name, Func<Line, Line> change) =>
        state.Lines.TryGetValue(name, out var line) ? state.With(change(line)) : state;
}
