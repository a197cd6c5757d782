using Entities.Tunnels;
using Entities.Tunnels.Control;
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
            Stray(turn, sessionId, message);
        else if (Event(turn, call, message) is { } @event)
            Step(turn, call, message, OutgoingCallLnsTable.Next(call.Phase(turn.State.IsEstablished), @event));
        // WEN tells of errors on the line (§6.13): they are the LAC's to count.
        else if (message is not Wen)
            turn.Report(Milestone.UnexpectedMessage, $"{MessageCatalogue.Of(message.Type).Name} for an outgoing call",
                ("session", sessionId), ("peer", turn.State.PeerEndpoint));
    }

    private static void Step(TunnelTurn turn, LnsCall call, ControlMessage message,
        Transition<OutgoingCallLnsState, OutgoingCallLnsActions> transition)
    {
        switch (message)
        {
            case Cdn cdn: OnCdn(turn, call, cdn); break;
            case Ocrp ocrp when transition.Next == OutgoingCallLnsState.WaitConnect: OnOcrp(turn, call, ocrp); break;
            case Occn occn when transition.Actions.HasFlag(OutgoingCallLnsActions.StartPpp): OnOccn(turn, call, occn); break;
            case var _ when transition.Actions.HasFlag(OutgoingCallLnsActions.CleanUp):
                Ending.End(turn, call, new EndReason(CdnResult.GeneralError, $"{MessageCatalogue.Of(message.Type).Name} in {call.Phase(true)}")
                {
                    Error = GeneralError.InvalidSessionId,
                    IsOwn = true,
                    SendsCdn = transition.Actions.HasFlag(OutgoingCallLnsActions.SendCdn),
                    TerminateCause = AcctTerminateCause.NasError,
                });
                break;
        }
    }

    private static OutgoingCallLnsEvent? Event(TunnelTurn turn, LnsCall call, ControlMessage message) => message switch
    {
        // An id that stands for another call here would mix up their data.
        Ocrp ocrp when LnsCalls.Find(turn.State, 0, ocrp.AssignedSessionId) is { Ended: null } other && other != call =>
            OutgoingCallLnsEvent.OcrpNotAcceptable,
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

    /// <summary>A message for a call that we don't hold (§7.4.2, §7.5.2 "idle"): only who asks for a new one must be told.</summary>
    private static void Stray(TunnelTurn turn, ushort sessionId, ControlMessage message)
    {
        StrayCalls.Report(turn, sessionId, message);
        switch (message)
        {
            case Icrq icrq:
                StrayCalls.Disconnect(turn, icrq.AssignedSessionId, CdnResult.NoFacilitiesPermanent, "no incoming calls are taken here");
                break;
            case Ocrq ocrq:
                StrayCalls.Disconnect(turn, ocrq.AssignedSessionId, CdnResult.NoFacilitiesPermanent, "an LNS has no lines");
                break;
        }
    }
}
