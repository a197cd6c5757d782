using Entities.Tunnels.Control;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Failover;

/// <summary>FSQ and FSR on an established or recovered tunnel (RFC 4951 §3.3, Steps II and III).</summary>
internal static class SessionSynchronisation
{
    /// <summary>Sessions in one message: 16 octets each, more where AVPs are hidden, so that it fits 1 500 with the headers. A full tunnel has nine FSQs.</summary>
    public const int SessionsInAMessage = 60;

    /// <summary>A stale session is asked about so much later, and so is one that got no answer.</summary>
    public const int AskAgainSeconds = 20;

    /// <summary>FSQ may be ignored (its M bit is 0): then the sessions stand as they are.</summary>
    public const int MostRounds = 3;

    /// <summary>After a reset nothing is known of the other side's sessions, and each of ours may hold a line off-hook: all are asked about.</summary>
    public static void DoubtAll(TunnelTurn turn, ICallRole role)
    {
        Doubt(turn, turn.State.Calls.Values.Where(role.IsEstablished).Select(call => call.SessionId));
        // behind what has waited, which may end some of them
        if (!turn.State.Doubted.IsEmpty)
            turn.Apply(new CommandDeferred(new TimerFired { Name = TunnelTimers.Resynchronise }));
    }

    public static void Query(TunnelTurn turn, ICallRole role)
    {
        if (!turn.State.IsEstablished || turn.State.Doubted.IsEmpty) return;
        var asked = turn.State.Doubted.Where(id => turn.State.Calls.TryGetValue(id, out var call) && role.IsEstablished(call)).ToList();
        if (asked.Count == 0 || turn.State.QueryRounds >= MostRounds)
        {
            if (asked.Count > 0)
                turn.Report(Milestone.UnexpectedMessage, $"no answer about {asked.Count} sessions", ("peer", turn.State.PeerEndpoint));
            Confirm(turn, turn.State.Doubted);
            return;
        }
        foreach (var some in asked.Chunk(SessionsInAMessage))
            ControlOutput.Queue(turn, new Fsq
            {
                Sessions = [.. some.Select(id => new FailoverSessionState(id, turn.State.Calls[id].PeerSessionId))],
            });
        turn.Apply(new SessionsQueried());
        Arm(turn);
    }

    public static bool Handles(ControlMessage message) => message is Fsq or Fsr;

    public static void OnMessage(TunnelTurn turn, ICallRole role, ControlMessage message)
    {
        if (message is Fsq query)
            Answer(turn, role, query);
        else if (message is Fsr response)
            Take(turn, role, response);
    }

    public static void Arm(TunnelTurn turn) => turn.Do(new StartTimer(TunnelTimers.Resynchronise, turn.Now.AddSeconds(AskAgainSeconds)));

    /// <summary>One FSS for each that was asked; ours is 0 where the session is unknown or paired otherwise.</summary>
    private static void Answer(TunnelTurn turn, ICallRole role, Fsq query)
    {
        var stale = new List<ushort>();
        var answers = new List<FailoverSessionState>();
        foreach (var (theirs, ours) in query.Sessions)
        {
            var call = turn.State.Calls.GetValueOrDefault(ours);
            var exists = call is not null && role.Exists(call);
            var isPaired = exists && call!.PeerSessionId == theirs;
            // "the local session MUST not be cleared, but rather marked stale" (Appendix C)
            if (exists && !isPaired && call!.PeerSessionId != 0) stale.Add(ours);
            answers.Add(new FailoverSessionState(isPaired ? ours : (ushort)0, theirs));
        }
        Doubt(turn, stale);
        if (stale.Count > 0) Arm(turn);
        foreach (var some in answers.Chunk(SessionsInAMessage))
            ControlOutput.Queue(turn, new Fsr { Sessions = [.. some] });
    }

    private static void Take(TunnelTurn turn, ICallRole role, Fsr response)
    {
        var confirmed = new List<ushort>();
        foreach (var (theirs, ours) in response.Sessions)
        {
            if (!turn.State.Calls.TryGetValue(ours, out var call) || !role.Exists(call)) continue;
            if (theirs == 0)
                role.OnSessionLost(turn, call);
            else
                confirmed.Add(ours);
        }
        Confirm(turn, confirmed.Where(turn.State.Doubted.Contains));
        if (!turn.State.Doubted.Any(id => turn.State.Calls.TryGetValue(id, out var call) && role.IsEstablished(call)))
            Confirm(turn, turn.State.Doubted);
    }

    private static void Doubt(TunnelTurn turn, IEnumerable<ushort> ids)
    {
        var doubted = new SessionsDoubted { SessionIds = { ids.Where(id => !turn.State.Doubted.Contains(id)).Order().Select(id => (uint)id) } };
        if (doubted.SessionIds.Count > 0) turn.Apply(doubted);
    }

    private static void Confirm(TunnelTurn turn, IEnumerable<ushort> ids)
    {
        var confirmed = new SessionsConfirmed { SessionIds = { ids.Order().Select(id => (uint)id) } };
        if (confirmed.SessionIds.Count == 0) return;
        turn.Apply(confirmed);
        if (turn.State.Doubted.IsEmpty) turn.Do(new CancelTimer(TunnelTimers.Resynchronise));
    }
}
