namespace Protocols.Ppp;

/// <summary>What LCP agreed on. "Local" is what we asked for, how the peer sends to us; "Peer" is how we send to it.</summary>
/// <param name="LocalMru">Largest information field the peer may send us, octets (RFC 1661 §6.1).</param>
/// <param name="PeerMru">Largest information field we may send, octets.</param>
/// <param name="LocalAccm">Control characters the peer escapes; SLI's Receive ACCM (RFC 1662 §7.1, RFC 2661 §4.4.6).</param>
/// <param name="PeerAccm">Control characters escaped towards the peer; SLI's Send ACCM.</param>
/// <param name="LocalMagic">0 where the peer refused the option.</param>
/// <param name="LocalPfc">The peer may send us protocols of one octet (RFC 1661 §6.5).</param>
/// <param name="LocalAcfc">The peer may leave out address and control (RFC 1661 §6.6).</param>
/// <param name="PeerAuthenticatesWith">How the peer proves itself to us; null: not at all.</param>
/// <param name="WeAuthenticateWith">How we prove ourselves to the peer; null: not at all.</param>
public sealed record LcpResult(
    ushort LocalMru,
    ushort PeerMru,
    uint LocalAccm,
    uint PeerAccm,
    uint LocalMagic,
    uint PeerMagic,
    bool LocalPfc,
    bool PeerPfc,
    bool LocalAcfc,
    bool PeerAcfc,
    AuthenticationMethod? PeerAuthenticatesWith,
    AuthenticationMethod? WeAuthenticateWith);
