using Entities.Destinations;
using Entities.DialOut;
using Entities.Tunnels.Control;
using Entities.Tunnels;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>From PlaceCall to OCRQ (RFC 2661 §7.5.2, idle and wait-tunnel).</summary>
internal static class Placing
{
    /// <summary>Call Serial Number: the tunnel's shard in the high 8 bits, its own counter in the low 24 (§4.4.4 wants it unique and rising).</summary>
    private const int SerialCounterBits = 24;

    public static void Place(TunnelTurn turn, CallOrder order)
    {
        if (LnsCalls.Find(turn.State, order.CallKey) is { } known)
        {
            LnsCalls.TellStatus(turn, known);
            return;
        }
        if (turn.State.Calls.Count >= turn.Settings.MaximumSessions)
        {
            DialOutTeller.Tell(turn, order.CallKey, new CallRefused { CallKey = order.CallKey, Reason = RefusalReason.SessionLimit });
            return;
        }
        var sessionId = turn.FreshSessionId();
        turn.Apply(new CallPlaced
        {
            SessionId = sessionId,
            Order = order,
            CallSerialNumber = Serial(turn.State),
            AcctSessionId = $"{turn.State.Key.TunnelId:x4}{sessionId:x4}{turn.NowUnixMs:x12}",
            AtUnixMs = turn.NowUnixMs,
        });
        turn.Apply(new CallUnreported(order.CallKey, IsGone: false));
        turn.Do(new CancelTimer(TunnelTimers.Idle));
        DialOutTeller.Tell(turn, order.CallKey, new CallAccepted { CallKey = order.CallKey, TunnelKey = turn.State.Key.ToString(), SessionId = sessionId });
        turn.Report(Milestone.CallPlaced, order.CalledNumber, ("session", sessionId), ("call", order.CallKey), ("number", order.CalledNumber));
        if (turn.State.IsEstablished) Request(turn, (LnsCall)turn.State.Calls[sessionId]);
    }

    /// <summary>The tunnel is up: sends OCRQ, if this LAC can take one.</summary>
    public static void Request(TunnelTurn turn, LnsCall call)
    {
        var terms = BearerTerms.For(call.Order.Bearer, turn.State.Peer!, turn.Policy.AssumesBearer(turn.State.PeerEndpoint.Address));
        if (terms.Refusal is { } refusal)
        {
            Ending.End(turn, call, new EndReason(CdnResult.GeneralError, refusal) { Error = GeneralError.VendorSpecific, SendsCdn = false, IsOwn = true });
            return;
        }
        ControlOutput.Queue(turn, call, new Ocrq
        {
            AssignedSessionId = call.SessionId,
            CallSerialNumber = call.Placed.CallSerialNumber,
            MinimumBps = call.Order.MinimumBps,
            MaximumBps = call.Order.MaximumBps,
            Bearer = terms.Bearer,
            Framing = terms.Framing,
            CalledNumber = call.Order.CalledNumber,
            SubAddress = call.Order.SubAddress is { Length: > 0 } sub ? sub : null,
        });
        turn.Do(new StartTimer(TunnelTimers.OfCall(call.SessionId, CallTimers.Reply), turn.Now.AddSeconds(turn.Settings.WaitReplySeconds)));
    }

    private static uint Serial(TunnelState state) =>
        ((uint)(state.Key.TunnelId >> 8) << SerialCounterBits) | (state.CallsPlaced & ((1u << SerialCounterBits) - 1));
}
