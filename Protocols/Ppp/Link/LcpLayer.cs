using Protocols.Ppp.Control;
using Protocols.Ppp.Lcp;
using Protocols.Ppp.Roles;

namespace Protocols.Ppp.Link;

/// <summary>LCP within the link: what its automaton means for the phases (RFC 1661 §3.4, §3.7, §5).</summary>
internal static class LcpLayer
{
    public static void Start(LinkTurn turn) => Run(turn, turn.Link.Lcp.Start(turn.Random));

    public static void Timeout(LinkTurn turn) => Run(turn, turn.Link.Lcp.Timeout());

    public static void LowerDown(LinkTurn turn)
    {
        Blame(turn, new(PppDisconnectCode.NoInformation, 0, PppDisconnectDirection.Global, "the line is down"));
        Run(turn, turn.Link.Lcp.Down());
    }

    /// <summary>Ends the link in an orderly way; the first cause stands.</summary>
    public static void Fail(LinkTurn turn, PppDisconnectCause cause)
    {
        Blame(turn, cause);
        Run(turn, turn.Link.Lcp.Close(LinkTurn.Octets(cause.Text)));
    }

    public static void Receive(LinkTurn turn, ReadOnlySpan<byte> information)
    {
        if (!ControlPacket.TryParse(information, out var packet))
        {
            turn.Malformed(PppProtocol.Lcp, "length of the packet");
            return;
        }
        turn.Link = turn.Link with { HeardLcp = true };
        switch (packet.Code)
        {
            case ControlCode.ProtocolReject:
                ProtocolRejectReceiver.Receive(turn, packet);
                break;
            case ControlCode.EchoRequest or ControlCode.EchoReply or ControlCode.DiscardRequest:
                EchoLayer.Receive(turn, packet);
                break;
            case ControlCode.Identification or ControlCode.TimeRemaining:
                IdentificationLayer.Receive(turn, packet);
                break;
            case ControlCode.ConfigureNak when IsOwnNak(turn, packet):
                // The next request, when the Restart timer ends, has a new number; answering at once would keep an
                // echoing line busy, and use up our patience before the far end has opened it (RFC 1661 §6.4).
                turn.Note("our own Configure-Nak came back: the line echoes");
                turn.Link = turn.Link with { Lcp = turn.Link.Lcp with { Options = turn.Link.Lcp.Options.WithNewMagic(turn.Random) } };
                break;
            default:
                Prepare(turn, packet);
                Run(turn, turn.Link.Lcp.Receive(information, turn.Link.PeerMru, turn.Random));
                break;
        }
    }

    private static bool IsOwnNak(LinkTurn turn, ControlPacket packet) =>
        OptionList.TryParse(packet.Data, out var suggested) && turn.Link.Lcp.Options.IsOwnNak(suggested);

    private static void Prepare(LinkTurn turn, ControlPacket packet)
    {
        switch (packet.Code)
        {
            case ControlCode.TerminateRequest:
                var text = PeerText.Readable(packet.Data);
                turn.Note(text.Length == 0 ? "the peer terminates" : $"the peer terminates: {text}");
                turn.Link = turn.Link with { PeerTerminated = true };
                if (turn.Link.Lcp.IsOpened)
                    Blame(turn, TerminatedByPeer(turn, text));
                break;
            // A peer without echo is not dead.
            case ControlCode.CodeReject when packet.Data is [ControlCode.EchoRequest, ..]:
                TimerDispatch.CancelIfRunning(turn, PppTimer.EchoInterval);
                turn.Link = turn.Link with { Echo = turn.Link.Echo with { Refused = true } };
                turn.Note("the peer knows no Echo-Request");
                break;
        }
    }

    public static void Run(LinkTurn turn, ControlStep<LcpNegotiator> step)
    {
        turn.Link = turn.Link with { Lcp = step.Layer };
        foreach (var output in step.Outputs)
            switch (output)
            {
                case ControlOutput.Send send:
                    turn.Send(PppProtocol.Lcp, send.Packet.Span);
                    break;
                case ControlOutput.StartRestartTimer:
                    turn.Start(PppTimer.LcpRestart, turn.Settings.RestartTimer);
                    break;
                case ControlOutput.StopRestartTimer:
                    turn.Cancel(PppTimer.LcpRestart);
                    break;
                case ControlOutput.LayerUp:
                    Opened(turn);
                    break;
                case ControlOutput.LayerDown:
                    LeftOpened(turn);
                    break;
                case ControlOutput.LayerFinished finished:
                    Blame(turn, FinishCause(turn, finished.By));
                    break;
                case ControlOutput.Malformed malformed:
                    turn.Malformed(PppProtocol.Lcp, malformed.Text);
                    break;
            }
        Settle(turn);
    }

    private static void Opened(LinkTurn turn)
    {
        turn.Link = turn.Link with { PeerTerminated = false };
        turn.Emit(new PppOutput.LcpOpened(turn.Link.Lcp.Options.Result));
        IdentificationLayer.Introduce(turn);
        EchoLayer.Begin(turn);
        AuthenticationLayer.Begin(turn);
    }

    /// <summary>Everything above LCP falls with it; what was running is taken as it was while LCP was open.</summary>
    private static void LeftOpened(LinkTurn turn)
    {
        TimerDispatch.CancelIfRunning(turn, PppTimer.AuthenticatorRestart);
        TimerDispatch.CancelIfRunning(turn, PppTimer.AuthenticateeTimeout);
        if (turn.Settings.EchoIntervalSeconds > 0 && !turn.Link.Echo.Refused)
            turn.Cancel(PppTimer.EchoInterval);
        IpcpLayer.LowerDown(turn);
        turn.Link = turn.Link with
        {
            Ipcp = null,
            Authenticator = null,
            Authenticatee = null,
            PeerName = null,
            OurName = null,
            Echo = new EchoState(),
        };
    }

    private static void Blame(LinkTurn turn, PppDisconnectCause cause) =>
        turn.Link = turn.Link with { Cause = turn.Link.Cause ?? cause };

    private static void Settle(LinkTurn turn)
    {
        if (turn.Link is { IsUp: true, Cause: null, Lcp.Options.Fault: { } fault })
            Fail(turn, fault);
        if (turn.Link is not { IsUp: true, Cause: { } cause })
            return;
        if (turn.Link.Lcp.State is not (AutomatonState.Closing or AutomatonState.Stopping or >= AutomatonState.ReqSent))
        {
            turn.Link = turn.Link with { IsUp = false };
            turn.Emit(new PppOutput.Closed(cause));
        }
    }

    private static PppDisconnectCause FinishCause(LinkTurn turn, AutomatonEvent by)
    {
        var (heard, loops) = (turn.Link.HeardLcp, turn.Link.Lcp.Options.Loops);
        return by switch
        {
            AutomatonEvent.RxjMinus => Lcp(PppDisconnectCode.LcpTimeout, "the peer rejected a code of LCP"),
            _ when loops > 0 => Lcp(PppDisconnectCode.Loopback, "the line is looped back"),
            _ when turn.Link.PeerTerminated => TerminatedByPeer(turn, "in the middle of LCP"),
            _ when turn.Link.Lcp.Options.RefusedPeer => RefusedPeer(),
            _ when !heard => Lcp(PppDisconnectCode.NoLcpRecognised, "no LCP from the peer"),
            _ => Lcp(PppDisconnectCode.LcpTimeout, "LCP found no agreement in time"),
        };
    }

    private static PppDisconnectCause TerminatedByPeer(LinkTurn turn, string text) =>
        turn.Link is { Lcp.Options.RefusedPeer: true, IsNetworkUp: false }
            ? RefusedPeer()
            : new(PppDisconnectCode.NormalDisconnection, 0, PppDisconnectDirection.AtPeer, text);

    private static PppDisconnectCause RefusedPeer() => new(
        PppDisconnectCode.AuthenticationProtocolUnacceptable,
        PppProtocol.Chap,
        PppDisconnectDirection.AtLocal,
        "we refused to authenticate the way the peer demands");

    private static PppDisconnectCause Lcp(PppDisconnectCode code, string text) =>
        new(code, PppProtocol.Lcp, PppDisconnectDirection.Global, text);
}
