using System.Collections.Immutable;
using Shared.Messages;

namespace Entities.DialOut.Sessions;

/// <summary>The durable part of a session as one event, and back. What only a crash may forget is left out.</summary>
internal static class Snapshots
{
    public static DialOutSessionSnapshot Of(DialOutSession session) => new()
    {
        State = session.State,
        SinceUnixMs = session.Since.ToUnixTimeMilliseconds(),
        UntilUnixMs = session.Until?.ToUnixTimeMilliseconds() ?? 0,
        Attempt = session.Attempt,
        AcctSessionId = session.AcctSessionId,
        Turn = session.Turn,
        BackOffMs = (long)session.BackOff.TotalMilliseconds,
        Grant = session.Grant,
        Call = session.Call,
        Tries = { session.Tries },
        Up = session.Up,
        Closing = { session.Closing },
        LastResult = session.LastResult,
        Counters = session.Counters.ToMessage(),
    };

    public static DialOutSession Restore(DialOutSessionKey key, DialOutSessionSnapshot snapshot) => new()
    {
        Key = key,
        State = snapshot.State,
        Since = DateTimeOffset.FromUnixTimeMilliseconds(snapshot.SinceUnixMs),
        Until = snapshot.UntilUnixMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(snapshot.UntilUnixMs),
        Attempt = snapshot.Attempt,
        AcctSessionId = snapshot.AcctSessionId,
        Turn = snapshot.Turn,
        BackOff = TimeSpan.FromMilliseconds(snapshot.BackOffMs),
        Grant = snapshot.Grant,
        Call = snapshot.Call,
        Tries = [.. snapshot.Tries],
        Up = snapshot.Up,
        Closing = [.. snapshot.Closing],
        LastResult = snapshot.LastResult ?? new DialOutResult(),
        Counters = SessionCounters.From(snapshot.Counters),
    };
}
