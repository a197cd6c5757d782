using Protocols.Ppp.Control;
using Protocols.Ppp.Ipcp;
using Protocols.Ppp.Lcp;
using Protocols.Ppp.Roles;

namespace Protocols.Ppp.Link;

/// <summary>An open link from what was negotiated elsewhere.</summary>
internal static class LinkRestorer
{
    public static PppLink Restore(PppLink link, PppNegotiated negotiated, Random random)
    {
        var settings = link.Settings;
        var limits = LinkTurn.Limits(settings);
        return link with
        {
            IsUp = true,
            IsNetworkUp = true,
            HeardLcp = true,
            Lcp = Opened(link.Lcp with { Options = LcpNegotiator.Restored(settings, negotiated.Lcp) }, random),
            Ipcp = Opened(
                new ControlProtocol<IpcpNegotiator>(
                    PppProtocol.Ipcp,
                    limits with { Passive = false },
                    IpcpNegotiator.Restored(settings, negotiated.Network, settings.MaxFailure)),
                random),
            PeerName = negotiated.PeerName,
            OurName = negotiated.OurName,
            Echo = new EchoState(Last: (byte)random.Next(256)),
            // Questions asked before have other numbers: their answers are nobody's any more.
            Checks = random.NextInt64(1L << 48),
            Authenticator = negotiated.Lcp.PeerAuthenticatesWith is { } theirs
                ? new Authenticator(theirs)
                {
                    Stage = AuthenticatorStage.Accepted,
                    PeerName = negotiated.PeerName ?? "",
                    VerdictMessage = theirs == AuthenticationMethod.Pap ? new byte[1] : default,
                }
                : null,
            Authenticatee = negotiated.Lcp.WeAuthenticateWith is { } ours
                ? new Authenticatee(ours) { Stage = AuthenticateeStage.Accepted }
                : null,
        };
    }

    private static ControlProtocol<TNegotiator> Opened<TNegotiator>(ControlProtocol<TNegotiator> layer, Random random)
        where TNegotiator : INegotiator<TNegotiator> => layer with
    {
        State = AutomatonState.Opened,
        RestartCount = layer.Limits.MaxConfigure,
        NextIdentifier = (byte)random.Next(256),
    };
}
