using Entities.Destinations;
using Entities.Lines;
using Entities.Tunnels.Control;
using Entities.Tunnels;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Calls.Lac;

/// <summary>From OCRQ to OCCN: a pool is chosen, a line seized and dialled (RFC 2661 §7.5.1).</summary>
internal static class LacDialling
{
    /// <summary>The pool that shall dial, or why none does.</summary>
    public static PoolAnswer Choose(TunnelTurn turn, ILinePools pools, Ocrq ocrq) =>
        turn.State.Calls.Count >= turn.Settings.MaximumSessions
            ? new PoolAnswer(null, ocrq.CalledNumber, LineFailure.NoFreeLine)
            : pools.Choose(new LineWish(ocrq.CalledNumber, (uint)ocrq.Bearer, (uint)ocrq.Framing));

    public static void Seize(TunnelTurn turn, Ocrq ocrq, string pool)
    {
        var sessionId = turn.FreshSessionId();
        turn.Apply(new LacCallRequested
        {
            SessionId = sessionId,
            PeerSessionId = ocrq.AssignedSessionId,
            CallSerialNumber = ocrq.CallSerialNumber,
            CalledNumber = ocrq.CalledNumber,
            MinimumBps = ocrq.MinimumBps,
            MaximumBps = ocrq.MaximumBps,
            Bearer = (uint)ocrq.Bearer,
            Framing = (uint)ocrq.Framing,
            Pool = pool,
            AtUnixMs = turn.NowUnixMs,
        });
        var call = (LacCall)turn.State.Calls[sessionId];
        turn.Do(new TellEntity(new EntityId(EntityKinds.LinePool, pool), new SeizeLine
        {
            Call = call.Name(turn.State),
            TunnelKey = turn.State.Key.ToString(),
            SessionId = sessionId,
            Number = ocrq.CalledNumber,
            BearerBits = (uint)ocrq.Bearer,
            MinimumBps = ocrq.MinimumBps,
            MaximumBps = ocrq.MaximumBps,
            FramingBits = (uint)ocrq.Framing,
        }));
    }

    public static void OnSeized(TunnelTurn turn, LacCall call, LineSeized seized)
    {
        if (call.Answered is not null) return;
        turn.Apply(new LacCallAnswered { SessionId = call.SessionId, Line = seized.Line, PhysicalChannelId = seized.PhysicalChannel });
        ControlOutput.Queue(turn, call, new Ocrp { AssignedSessionId = call.SessionId, PhysicalChannelId = seized.PhysicalChannel });
    }

    public static void OnConnected(TunnelTurn turn, LacCall call, LineConnected connected)
    {
        if (call.Connected is not null) return;
        // OCRP comes first (§7.5), even where the pool's word of the seized line was lost.
        if (call.Answered is null)
        {
            OnSeized(turn, call, new LineSeized { SessionId = call.SessionId });
            call = LacCalls.Find(turn.State, call.SessionId)!;
        }
        turn.Apply(new LacCallConnected { SessionId = call.SessionId, TransmitBps = connected.TransmitBps, ReceiveBps = connected.ReceiveBps });
        var framing = connected.FramingBits == 0 ? FramingType.Asynchronous : (FramingType)connected.FramingBits;
        ControlOutput.Queue(turn, call, new Occn
        {
            TxConnectSpeed = connected.TransmitBps,
            RxConnectSpeed = connected.ReceiveBps == connected.TransmitBps ? null : connected.ReceiveBps,
            Framing = framing,
        });
        turn.Do(new TellEntity(new EntityId(EntityKinds.LinePool, call.Requested.Pool), new BridgeLine
        {
            Call = call.Name(turn.State),
            Local = turn.State.Key.Local.ToMessage(),
            Peer = turn.State.PeerEndpoint.ToMessage(),
            LocalTunnelId = turn.State.Key.TunnelId,
            PeerTunnelId = turn.State.PeerTunnelId,
            LocalSessionId = call.SessionId,
            PeerSessionId = call.PeerSessionId,
        }));
        turn.Report(Milestone.CallConnected, $"{connected.TransmitBps} bit/s", ("session", call.SessionId), ("line", call.Answered!.Line));
    }

    public static void Refuse(TunnelTurn turn, Ocrq ocrq, LineFailure failure)
    {
        var sessionId = turn.FreshSessionId();
        turn.Report(Milestone.CallEnded, failure.Text, ("session", sessionId), ("number", ocrq.CalledNumber), ("result", failure.Result),
            ("resultText", ((CdnResult)failure.Result).Text()), ("error", failure.Error), ("cause", failure.Cause));
        ControlOutput.Queue(turn, LacEnding.Cdn(turn, sessionId, new LacEnd((CdnResult)failure.Result, failure.Text)
        {
            Error = (ushort)failure.Error,
            Cause = (ushort)failure.Cause,
        }), ocrq.AssignedSessionId, sessionId);
    }
}
