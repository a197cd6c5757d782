using Entities.Tunnels;
using Entities.Tunnels.Control;
using Protocols.L2tp;
using Protocols.Ppp;
using PppDisconnectCause = Protocols.Ppp.PppDisconnectCause;
using PppDisconnectCode = Protocols.Ppp.PppDisconnectCode;
using PppDisconnectDirection = Protocols.Ppp.PppDisconnectDirection;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lns;

/// <summary>Runs a call's PPP link: what the link puts out becomes effects and events of the tunnel.</summary>
internal static class PppDesk
{
    /// <summary>RFC 1662 §7.1: what holds before LCP has agreed on anything.</summary>
    private const uint EverythingMapped = 0xFFFFFFFF;

    public static void Start(TunnelTurn turn, LnsCall call)
    {
        var settings = PppTerms.For(call);
        // The remote site may stop escaping the moment it sees our Configure-Ack, and the LAC drops what it must see escaped; so
        // its receive map has to be ours before there is anything to acknowledge.
        SendSli(turn, call, EverythingMapped, settings.AccmOffered);
        Step(turn, call.SessionId, PppLink.Create(settings).LowerUp(turn.Random));
    }

    /// <summary>An open link goes on here without a word to the peer (architecture: "PPP that was open stays open").</summary>
    public static void Restore(TunnelTurn turn, LnsCall call, PppFacts facts)
    {
        var link = PppLink.Restore(PppTerms.For(call), PppTerms.Negotiated(facts, call.Order), turn.Random);
        Step(turn, call.SessionId, new PppStep(link, link.RunningTimers));
    }

    public static void OnFrame(TunnelTurn turn, PppFrame frame)
    {
        if (Link((ushort)frame.SessionId, turn) is { } link)
            Step(turn, (ushort)frame.SessionId, link.Receive(frame.Frame.Span, turn.Random));
    }

    public static void OnTimer(TunnelTurn turn, ushort sessionId, string timer)
    {
        if (Link(sessionId, turn) is { } link && Enum.TryParse<PppTimer>(timer, out var which))
            Step(turn, sessionId, link.TimerFired(which, turn.Random));
    }

    public static void Step(TunnelTurn turn, ushort sessionId, PppStep step)
    {
        turn.Apply(new PppMoved(sessionId, step.Link));
        foreach (var output in step.Outputs)
        {
            if (turn.State.Calls.GetValueOrDefault(sessionId) is LnsCall { Ended: null } call)
                Perform(turn, call, output);
            else if (output is PppOutput.SendFrame send)
                // the peer's Terminate-Request still gets its answer
                turn.Do(new SendPppFrame(LnsCalls.ForwardingKey(turn.State, sessionId), send.Frame));
        }
    }

    private static PppLink? Link(ushort sessionId, TunnelTurn turn) =>
        turn.State.Calls.GetValueOrDefault(sessionId) is LnsCall { Ended: null } call ? call.Ppp : null;

    private static void Perform(TunnelTurn turn, LnsCall call, PppOutput output)
    {
        switch (output)
        {
            case PppOutput.SendFrame send:
                turn.Do(new SendPppFrame(LnsCalls.ForwardingKey(turn.State, call.SessionId), send.Frame));
                break;
            case PppOutput.StartTimer start:
                turn.Do(new StartTimer(TimerName(call, start.Timer), turn.Now + start.After));
                break;
            case PppOutput.CancelTimer cancel:
                turn.Do(new CancelTimer(TimerName(call, cancel.Timer)));
                break;
            case PppOutput.LcpOpened opened: OnLcpOpened(turn, call, opened.Result); break;
            case PppOutput.CheckPeer check: PeerCheck.Ask(turn, call, check); break;
            case PppOutput.PeerAuthenticated peer:
                turn.Report(Milestone.PeerAuthenticated, peer.Name, ("session", call.SessionId), ("user", peer.Name));
                break;
            case PppOutput.WeAreAuthenticated:
                turn.Report(Milestone.WeAreAuthenticated, call.Order.PppUsername, ("session", call.SessionId));
                break;
            case PppOutput.AuthenticationFailed failed:
                turn.Report(Milestone.AuthenticationFailed, failed.Text, ("session", call.SessionId), ("side", failed.Side));
                break;
            case PppOutput.NetworkUp: NetworkLayer.Up(turn, LnsCalls.Get(turn.State, call.SessionId)); break;
            // Leaving Opened must be durable before the peer gets its answer. A link that is being closed ends its call here and not when
            // LCP has finished; a lost Ack or a renegotiation takes IPCP down and up again, and is no end (RFC 1661 §4.3).
            case PppOutput.NetworkDown when call.Up is not null && call.Ppp?.Cause is { } cause: OnClosed(turn, call, cause); break;
            case PppOutput.NetworkDown when call.Up is not null:
                turn.Apply(new CallRenegotiating { SessionId = call.SessionId });
                break;
            case PppOutput.Closed closed: OnClosed(turn, call, closed.Cause); break;
        }
    }

    private static string TimerName(LnsCall call, PppTimer timer) => TunnelTimers.OfCall(call.SessionId, CallTimers.PppPrefix + timer);

    private static void OnLcpOpened(TunnelTurn turn, LnsCall call, LcpResult result)
    {
        turn.Report(Milestone.LcpOpened, $"MRU {result.PeerMru}", ("session", call.SessionId), ("localMru", result.LocalMru), ("peerMru", result.PeerMru));
        if (call.Up is not null || result.LocalAccm != PppTerms.For(call).AccmOffered)
            SendSli(turn, call, result.PeerAccm, result.LocalAccm);
    }

    /// <summary>
    /// What the site asked for saves escapes and is no condition for anything, so it waits for the commit in which the network comes up.
    /// What the LAC was told at the start about our side has been told already, unless LCP has agreed otherwise.
    /// </summary>
    public static void SendSliLate(TunnelTurn turn, LnsCall call, LcpResult result)
    {
        if (result.PeerAccm != EverythingMapped && result.LocalAccm == PppTerms.For(call).AccmOffered)
            SendSli(turn, call, result.PeerAccm, result.LocalAccm);
    }

    /// <summary>Until SLI comes the LAC escapes everything, and expects everything escaped (RFC 2661 §6.14).</summary>
    private static void SendSli(TunnelTurn turn, LnsCall call, uint sendAccm, uint receiveAccm)
    {
        if ((call.Connected!.Framing & (uint)FramingType.Asynchronous) != 0)
            ControlOutput.Queue(turn, call, new Sli { SendAccm = sendAccm, ReceiveAccm = receiveAccm });
    }

    private static void OnClosed(TunnelTurn turn, LnsCall call, PppDisconnectCause cause)
    {
        turn.Report(Milestone.PppClosed, cause.Text, ("session", call.SessionId), ("code", cause.Code), ("direction", cause.Direction));
        // RFC 2661 §4.4.2 has one code for a line without PPP; all else was decided by the ends of the link, and AVP 46 says how (RFC 3145).
        var result = cause.Code == PppDisconnectCode.NoLcpRecognised ? CdnResult.NoFraming : CdnResult.Administrative;
        Ending.End(turn, call, new EndReason(result, cause.Text)
        {
            IsOwn = true,
            Ppp = cause,
            AuthenticationFailed = (ushort)cause.Code is >= 13 and <= 16,
            TerminateCause = CauseOf(cause),
        });
    }

    /// <summary>RFC 3145 codes to Acct-Terminate-Cause.</summary>
    private static AcctTerminateCause CauseOf(PppDisconnectCause cause) => cause.Code switch
    {
        PppDisconnectCode.NormalDisconnection =>
            cause.Direction == PppDisconnectDirection.AtPeer ? AcctTerminateCause.UserRequest : AcctTerminateCause.NasRequest,
        PppDisconnectCode.EchoTimeout => AcctTerminateCause.LostCarrier,
        PppDisconnectCode.NoInformation => AcctTerminateCause.LostService,
        PppDisconnectCode.AuthenticationTimeout or PppDisconnectCode.AuthenticatedNameMismatch
            or PppDisconnectCode.AuthenticationProtocolUnacceptable or PppDisconnectCode.AuthenticationFailed => AcctTerminateCause.UserError,
        PppDisconnectCode.Administrative => AcctTerminateCause.AdminReset,
        _ => AcctTerminateCause.ServiceUnavailable,
    };
}
