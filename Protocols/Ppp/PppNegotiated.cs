namespace Protocols.Ppp;

/// <summary>All that an open link needs to go on elsewhere (<see cref="PppLink.Restore"/>).</summary>
/// <param name="PeerName">The name the peer was authenticated by; null where we asked for none.</param>
/// <param name="OurName">The name we were authenticated by; null where the peer asked for none.</param>
public sealed record PppNegotiated(LcpResult Lcp, IpcpResult Network, string? PeerName, string? OurName);
