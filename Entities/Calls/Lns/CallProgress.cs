using Entities.Tunnels;
using Protocols.L2tp;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lns;

/// <summary>OCRP, OCCN, CDN and what doesn't belong: the actions of RFC 2661 §7.5.2's table.</summary>
internal static class CallProgress
{
    public static void OnMessage(TunnelTurn turn, ushort sessionId, ControlMessage message)
    {
        var call = LnsCalls.Find(turn.State, sessionId, (message as Cdn)?.AssignedSessionId ?? 0);
        if (call is null || call.Ended is not null)
        {
            Stray(turn, sessionId, message);
            return;
        }
        if (Event(message) is not { } @event)
        {
            turn.Report(Milestone.UnexpectedMessage, $"{MessageCatalogue.Of(message.Type).Name} for an outgoing call", ("session", sessionId), ("peer", turn.State.PeerEndpoint));
            return;
        }
        var transition = OutgoingCallLnsTable.Next(call.Phase(turn.State.IsEstablished), @event);
        switch (message)
        {
            case Cdn cdn: OnCdn(turn, call, cdn); break;
            case Ocrp ocrp when transition.Next == OutgoingCallLnsState.WaitConnect: OnOcrp(turn, call, ocrp); break;
            case Occn occn when transition.Next == OutgoingCallLnsState.Established: OnOccn(turn, call, occn); break;
            default:
                Ending.End(turn, call, new EndReason(CdnResult.GeneralError, $"{MessageCatalogue.Of(message.Type).Name} in {call.Phase(true)}")
                { Error = GeneralError.None, TerminateCause = AcctTerminateCause.NasError });
                break;
        }
    }

    private static OutgoingCallLnsEvent? Event(ControlMessage message) => message switch
    {
        Ocrp => OutgoingCallLnsEvent.OcrpAcceptable,
        Occn => OutgoingCallLnsEvent.OccnReceived,
        Ocrq => OutgoingCallLnsEvent.OcrqReceived,
        Cdn => OutgoingCallLnsEvent.CdnReceived,
        _ => null,
    };

    private static void OnOcrp(TunnelTurn turn, LnsCall call, Ocrp ocrp)
    {
        turn.Apply(new CallAnswered
        {
            SessionId = call.SessionId,
            PeerSessionId = ocrp.AssignedSessionId,
            PhysicalChannelId = ocrp.PhysicalChannelId ?? 0,
        });
        turn.Do(new CancelTimer(TunnelTimers.OfCall(call.SessionId, CallTimers.Reply)));
        turn.Do(new StartTimer(TunnelTimers.OfCall(call.SessionId, CallTimers.Connect), turn.Now.AddSeconds(turn.Settings.WaitConnectSeconds)));
        // PPP frames may overtake OCCN: the row must be there for them.
        NetworkLayer.InstallForwarding(turn, LnsCalls.Get(turn.State, call.SessionId));
    }

    private static void OnOccn(TunnelTurn turn, LnsCall call, Occn occn)
    {
        turn.Apply(new CallConnected
        {
            SessionId = call.SessionId,
            TransmitBps = occn.TxConnectSpeed,
            ReceiveBps = occn.RxConnectSpeed ?? occn.TxConnectSpeed,
            Framing = (uint)occn.Framing,
            Sequencing = occn.SequencingRequired,
            AtUnixMs = turn.NowUnixMs,
        });
        turn.Do(new CancelTimer(TunnelTimers.OfCall(call.SessionId, CallTimers.Connect)));
        turn.Report(Milestone.CallConnected, $"{occn.TxConnectSpeed} bit/s", ("session", call.SessionId), ("call", call.Key),
            ("transmitBps", occn.TxConnectSpeed), ("receiveBps", occn.RxConnectSpeed ?? occn.TxConnectSpeed));
        if (occn.SequencingRequired) NetworkLayer.InstallForwarding(turn, LnsCalls.Get(turn.State, call.SessionId));
        PppDesk.Start(turn, LnsCalls.Get(turn.State, call.SessionId));
    }

    private static void OnCdn(TunnelTurn turn, LnsCall call, Cdn cdn)
    {
        var result = cdn.ResultCode;
        var said = cdn.ErrorMessage is { Length: > 0 } text ? $": {text}" : "";
        Ending.End(turn, call, new EndReason(result, result.Text() + said)
        {
            Error = cdn.ErrorCode ?? GeneralError.None,
            Cause = cdn.Q931Cause?.CauseCode ?? 0u,
            SendsCdn = false,
            TerminateCause = CauseOf(result),
        });
    }

    private static AcctTerminateCause CauseOf(CdnResult result) => result switch
    {
        CdnResult.CarrierLost => AcctTerminateCause.LostCarrier,
        CdnResult.Administrative => AcctTerminateCause.AdminReset,
        CdnResult.GeneralError => AcctTerminateCause.NasError,
        _ => AcctTerminateCause.ServiceUnavailable,
    };

    /// <summary>A message for a call that we don't hold: CDN clears the peer's half of it (§7.5.2 "idle": clean up).</summary>
    private static void Stray(TunnelTurn turn, ushort sessionId, ControlMessage message) =>
        turn.Report(Milestone.UnexpectedMessage, $"{MessageCatalogue.Of(message.Type).Name} for a session that does not exist", ("session", sessionId), ("peer", turn.State.PeerEndpoint));
}
