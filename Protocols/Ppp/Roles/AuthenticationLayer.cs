using Protocols.Ppp.Link;

namespace Protocols.Ppp.Roles;

/// <summary>The authentication phase (RFC 1661 §3.5): both directions run side by side.</summary>
internal static class AuthenticationLayer
{
    public static void Begin(LinkTurn turn)
    {
        var agreed = turn.Link.Lcp.Options.Result;
        if (agreed.WeAuthenticateWith is { } ours)
            AuthenticateeLayer.Begin(turn, ours);
        if (agreed.PeerAuthenticatesWith is { } theirs)
            AuthenticatorLayer.Begin(turn, theirs);
        Continue(turn);
    }

    /// <summary>On to the network phase once whatever was demanded is proved.</summary>
    public static void Continue(LinkTurn turn)
    {
        if (turn.Link is { Phase: LinkPhase.Network, Ipcp: null })
            IpcpLayer.Start(turn);
    }

    public static void TimedOut(LinkTurn turn, ushort protocol, string text) => LcpLayer.Fail(
        turn, new(PppDisconnectCode.AuthenticationTimeout, protocol, PppDisconnectDirection.Global, text));

    public static void Failed(LinkTurn turn, AuthenticationSide side, ushort protocol, string text)
    {
        turn.Emit(new PppOutput.AuthenticationFailed(side, text));
        // RFC 3145 §3: 1 where the peer's identity failed here, 2 where ours failed there.
        var direction = side == AuthenticationSide.OfPeer ? PppDisconnectDirection.AtPeer : PppDisconnectDirection.AtLocal;
        var who = side == AuthenticationSide.OfPeer ? "the peer" : "we";
        LcpLayer.Fail(turn, new(PppDisconnectCode.AuthenticationFailed, protocol, direction, $"{who} failed to authenticate: {text}"));
    }
}
