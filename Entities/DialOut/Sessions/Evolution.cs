using System.Diagnostics;
using Shared.Messages;
using static Shared.Messages.DialOutState;

namespace Entities.DialOut.Sessions;

/// <summary>The session after a durable event. Counters are counted here, so that replay counts what the journal holds.</summary>
internal static class Evolution
{
    public static DialOutSession Apply(DialOutSession session, object happened) => happened switch
    {
        DialOutTransient transient => TransientEvolution.Apply(session, transient),
        DialOutAuthorising e => Entered(session, Authenticating, e.AtUnixMs, e.UntilUnixMs) with
        {
            Attempt = e.Attempt,
            AcctSessionId = e.AcctSessionId,
            Turn = e.Turn,
            Counters = session.Counters with { Requests = session.Counters.Requests + 1 },
        },
        DialOutConnecting e => Connect(session, e),
        DialOutCallMoved e => Move(session, e),
        DialOutInService e => Serve(session, e),
        DialOutDormant e => Sleep(session, e),
        DialOutInhibited e => Inhibit(session, e),
        DialOutPostInhibited e => Entered(session, PostInhibited, e.AtUnixMs, e.UntilUnixMs),
        DialOutPending e => Entered(session, Pending, e.AtUnixMs, e.UntilUnixMs),
        DialOutFailed e => ToClose(Entered(Released(session), Failed, e.AtUnixMs, 0), e.Close) with { LastResult = e.Result },
        DialOutDeleted => new DialOutSession { Key = session.Key },
        DialOutSessionSnapshot e => Snapshots.Restore(session.Key, e),
        _ => throw new UnreachableException($"{happened.GetType().Name} is no event of a dial-out session"),
    };

    private static DialOutSession Connect(DialOutSession session, DialOutConnecting e) =>
        Entered(session, Connecting, e.AtUnixMs, e.UntilUnixMs) with
        {
            Grant = e.Grant,
            Call = e.Call,
            Tries = [],
            Attempt = e.Call.Attempt,
            Counters = session.Counters with { Grants = session.Counters.Grants + 1, Requested = session.Counters.Requested + 1 },
        };

    private static DialOutSession Move(DialOutSession session, DialOutCallMoved e) => session with
    {
        Tries = session.Tries.Add(e.Ended),
        Call = e.Call,
        Attempt = e.Call.Attempt,
        Accepted = null,
        Repeats = 0,
        LastResult = e.Ended.Result ?? session.LastResult,
        Counters = session.Counters with { Rejected = session.Counters.Rejected + 1, Requested = session.Counters.Requested + 1 },
    };

    private static DialOutSession Serve(DialOutSession session, DialOutInService e)
    {
        var waiting = (ulong)session.Buffer.Count;
        return Entered(session with { Buffer = [] }, InService, e.AtUnixMs, 0) with
        {
            Up = e.Call,
            Counters = session.Counters with
            {
                Established = session.Counters.Established + 1,
                Forwarded = session.Counters.Forwarded + waiting,
            },
        };
    }

    private static DialOutSession Sleep(DialOutSession session, DialOutDormant e)
    {
        var released = Released(session);
        return ToClose(Entered(released, Dormant, e.AtUnixMs, e.UntilUnixMs), e.Close) with
        {
            BackOff = TimeSpan.Zero,
            LastResult = e.Result ?? session.LastResult,
            Counters = released.Counters with
            {
                TornDown = released.Counters.TornDown + (session.State == InService ? 1ul : 0),
                Resets = released.Counters.Resets + (e.Reset ? 1ul : 0),
            },
        };
    }

    private static DialOutSession Inhibit(DialOutSession session, DialOutInhibited e)
    {
        var released = Released(session);
        return ToClose(Entered(released, Inhibited, e.AtUnixMs, e.UntilUnixMs), e.Close) with
        {
            BackOff = TimeSpan.FromMilliseconds(e.BackOffMs),
            LastResult = e.Result,
            Counters = CountInhibited(released.Counters, e.By),
        };
    }

    private static SessionCounters CountInhibited(SessionCounters counters, DialOutInhibitedBy by) => by switch
    {
        DialOutInhibitedBy.Deny => counters with { Denies = counters.Denies + 1 },
        DialOutInhibitedBy.NoAnswer => counters with { NoResources = counters.NoResources + 1 },
        DialOutInhibitedBy.InvalidGrant => counters with { Grants = counters.Grants + 1, GrantsInvalid = counters.GrantsInvalid + 1 },
        DialOutInhibitedBy.Timeout => counters with { TimedOut = counters.TimedOut + 1 },
        _ => counters with { Rejected = counters.Rejected + 1 },
    };

    private static DialOutSession Entered(DialOutSession session, DialOutState state, long atUnixMs, long untilUnixMs) => session with
    {
        State = state,
        Since = DateTimeOffset.FromUnixTimeMilliseconds(atUnixMs),
        Until = untilUnixMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(untilUnixMs),
        Repeats = 0,
    };

    // the call and what waited for it are gone
    private static DialOutSession Released(DialOutSession session) => session with
    {
        Grant = null, Call = null, Tries = [], Up = null, Accepted = null, Doubted = false, Buffer = [],
        Counters = session.Counters with { Missed = session.Counters.Missed + (ulong)session.Buffer.Count },
    };

    private static DialOutSession ToClose(DialOutSession session, DialOutCallToClose? close) =>
        close is null ? session : session with { Closing = session.Closing.Add(close) };
}
