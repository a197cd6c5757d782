using System.Collections.Immutable;
using System.Net;

namespace Protocols.Ppp;

/// <summary>What IPCP agreed on (RFC 1332 §3.3, RFC 1877 §1).</summary>
/// <param name="DnsGiven">Name servers the peer asked for and got from us, primary first.</param>
/// <param name="DnsLearned">Name servers we asked for and got from the peer.</param>
public sealed record IpcpResult(
    IPAddress LocalAddress,
    IPAddress PeerAddress,
    ImmutableArray<IPAddress> DnsGiven,
    ImmutableArray<IPAddress> DnsLearned);
