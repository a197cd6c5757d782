using System.Net;

namespace Node.Common.Operations.Rows;

/// <summary>One line of <c>show sessions</c>: a call, on either end of its tunnel.</summary>
/// <param name="State">As RFC 2661 §7.5 names it.</param>
/// <param name="Ppp">LNS: the PPP phase; LAC: null.</param>
/// <param name="Line">LAC: the line that carries the call; LNS: null.</param>
/// <param name="InputOctets">From the remote site.</param>
public sealed record SessionRow(
    string Key,
    string Tunnel,
    int LocalSessionId,
    int PeerSessionId,
    IPAddress Peer,
    string State,
    string? Ppp,
    string? VirtualRouter,
    string? Number,
    string? Line,
    string? User,
    IPAddress? LocalAddress,
    IPAddress? PeerAddress,
    long? TransmitBps,
    long? ReceiveBps,
    string? AcctSessionId,
    long? InputOctets,
    long? OutputOctets,
    long? InputPackets,
    long? OutputPackets,
    long? UpSeconds);
