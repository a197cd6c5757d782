using Protocols.Ppp.Control;
using Protocols.Ppp.Ipcp;
using Protocols.Ppp.Roles;

namespace Protocols.Ppp.Link;

/// <summary>IPCP within the link (RFC 1661 §3.6, RFC 1332 §2).</summary>
internal static class IpcpLayer
{
    public static void Start(LinkTurn turn)
    {
        var terms = IpcpTerms.From(turn.Settings, turn.Link.Authenticator?.Answer);
        var limits = LinkTurn.Limits(turn.Settings) with { Passive = false };
        var layer = new ControlProtocol<IpcpNegotiator>(PppProtocol.Ipcp, limits, new IpcpNegotiator(terms, limits.MaxFailure));
        Run(turn, layer.Start(turn.Random));
    }

    public static void Receive(LinkTurn turn, ReadOnlySpan<byte> information)
    {
        if (turn.Link.Ipcp is { } ipcp)
            Run(turn, ipcp.Receive(information, turn.Link.PeerMru, turn.Random));
    }

    public static void Timeout(LinkTurn turn)
    {
        if (turn.Link.Ipcp is { } ipcp)
            Run(turn, ipcp.Timeout());
    }

    public static void Rejected(LinkTurn turn)
    {
        if (turn.Link.Ipcp is { } ipcp)
            Run(turn, ipcp.ProtocolRejected());
    }

    public static void LowerDown(LinkTurn turn)
    {
        if (turn.Link.Ipcp is { } ipcp)
            Run(turn, ipcp.Down());
    }

    private static void Run(LinkTurn turn, ControlStep<IpcpNegotiator> step)
    {
        turn.Link = turn.Link with { Ipcp = step.Layer };
        foreach (var output in step.Outputs)
            switch (output)
            {
                case ControlOutput.Send send:
                    turn.Send(PppProtocol.Ipcp, send.Packet.Span);
                    break;
                case ControlOutput.StartRestartTimer:
                    turn.Start(PppTimer.IpcpRestart, turn.Settings.RestartTimer);
                    break;
                case ControlOutput.StopRestartTimer:
                    turn.Cancel(PppTimer.IpcpRestart);
                    break;
                case ControlOutput.LayerUp:
                    Opened(turn);
                    break;
                case ControlOutput.LayerDown when turn.Link.IsNetworkUp:
                    turn.Link = turn.Link with { IsNetworkUp = false };
                    turn.Emit(new PppOutput.NetworkDown());
                    break;
                case ControlOutput.LayerFinished finished:
                    LcpLayer.Fail(turn, FinishCause(finished));
                    break;
                case ControlOutput.Malformed malformed:
                    turn.Malformed(PppProtocol.Ipcp, malformed.Text);
                    break;
            }
        if (step.Layer.Options.Fault is { } fault)
            LcpLayer.Fail(turn, fault);
    }

    private static void Opened(LinkTurn turn)
    {
        if (turn.Link.Ipcp?.Options.Result is not { } result)
        {
            LcpLayer.Fail(turn, IpcpNegotiator.NotPermitted(PppDisconnectDirection.AtPeer, "the peer left us without an address"));
            return;
        }
        turn.Link = turn.Link with { IsNetworkUp = true };
        turn.Emit(new PppOutput.NetworkUp(result));
    }

    /// <summary>IPCP is the only network protocol we have: without it the link has no use.</summary>
    private static PppDisconnectCause FinishCause(ControlOutput.LayerFinished finished) => finished switch
    {
        { By: AutomatonEvent.RxjMinus } => NoNcp("the peer rejected IPCP"),
        { From: AutomatonState.Stopping } => NoNcp("the peer closed IPCP"),
        _ => new(PppDisconnectCode.NcpTimeout, PppProtocol.Ipcp, PppDisconnectDirection.Global, "IPCP found no agreement in time"),
    };

    private static PppDisconnectCause NoNcp(string text) =>
        new(PppDisconnectCode.NoNcpAvailable, PppProtocol.Ipcp, PppDisconnectDirection.AtPeer, text);
}
