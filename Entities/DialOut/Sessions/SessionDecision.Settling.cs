using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>What follows from where a session has come to, whichever row brought it there.</summary>
internal sealed partial class SessionDecision
{
    /// <summary>The gateway itself gives up after 30 s (RFC 5080 §2.2.1, MRD), so an answer that is later than this was lost.</summary>
    internal static readonly TimeSpan RadiusRepeat = TimeSpan.FromSeconds(35);

    /// <summary>
    /// Other entities answer within a commit; a tunnel that is still opening stays silent and is asked in vain a few times.
    /// </summary>
    internal static readonly TimeSpan CallRepeat = TimeSpan.FromSeconds(10);

    /// <summary>After a minute of silence about a call that was closed, its tunnel is gone with it.</summary>
    internal const int ClosingRepeats = 6;

    private void Move(Google.Protobuf.IMessage durable, string reason)
    {
        var before = Session.State;
        turn.Apply(durable);
        if (Session.State == before)
            return;
        turn.Do(new Report(Milestone.DialOutState, $"{Session.Key}: {before} -> {Session.State}: {reason}",
            ("session", Session.Key.ToString()), ("from", before.ToString()), ("to", Session.State.ToString()), ("reason", reason),
            ("result", Session.LastResult.Result), ("error", Session.LastResult.Error)));
    }

    private void SettleTimers(DialOutSession before)
    {
        // a state may end in the very instant in which the one before it ended
        if (Session.Until is { } due && (due != before.Until || Session.State != before.State))
            turn.Do(new StartTimer(StateTimer, due));
        else if (Session.Until is null && before.Until is not null)
            turn.Do(new CancelTimer(StateTimer));

        var open = OpenQuestion(Session);
        if (open == OpenQuestion(before) && Session.Repeats == before.Repeats)
            return;
        if (open is not null)
            turn.Do(new StartTimer(RepeatTimer, turn.Now + RepeatAfter(Session)));
        else if (OpenQuestion(before) is not null)
            turn.Do(new CancelTimer(RepeatTimer));
    }

    private void SettleSlots(DialOutState before, bool brought)
    {
        var held = (DialOutSession.OwnsSlot(before) ? 1 : 0) + (brought ? 1 : 0);
        var needed = DialOutSession.OwnsSlot(Session.State) ? 1 : 0;
        for (; held > needed; held--)
            turn.Do(new ReleaseSlot());
    }

    /// <summary>Names what the session waits to hear from others; null: nothing. Another name is another question.</summary>
    internal static string? OpenQuestion(DialOutSession session)
    {
        var closing = session.Closing.IsEmpty ? "" : $"close {session.Closing[^1].CallKey}";
        var own = session.State switch
        {
            DialOutState.Authenticating => $"radius {session.Attempt}",
            DialOutState.Connecting when session.Accepted is null => $"place {session.Attempt}",
            DialOutState.InService when session.Doubted => "query",
            _ => "",
        };
        return own.Length + closing.Length == 0 ? null : $"{own} {closing}";
    }

    private static TimeSpan RepeatAfter(DialOutSession session) =>
        session.State == DialOutState.Authenticating && session.Closing.IsEmpty ? RadiusRepeat : CallRepeat;
}
