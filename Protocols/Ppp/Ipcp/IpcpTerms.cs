using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Protocols.Ppp.Ipcp;

/// <summary>What we go into IPCP with, after authentication had its word.</summary>
/// <param name="Local">null: the peer has to name one.</param>
/// <param name="Peer">null: whatever the peer asks for.</param>
internal sealed record IpcpTerms(IPAddress? Local, IPAddress? Peer, ImmutableArray<IPAddress> Dns, bool RequestDns)
{
    // RFC 2865 §5.8.
    private static readonly IPAddress UserChooses = IPAddress.Broadcast;
    private static readonly IPAddress NasChooses = new([255, 255, 255, 254]);

    public static IpcpTerms From(PppSettings settings, AuthenticationAnswer? answer) => new(
        settings.LocalAddress,
        PeerAddress(settings, answer?.FramedIpAddress),
        // IPCP carries IPv4 only; a list may hold both.
        [.. (answer is { Dns.IsDefaultOrEmpty: false } ? answer.Dns : settings.DnsServers)
            .Where(server => server.AddressFamily == AddressFamily.InterNetwork)],
        settings.RequestDns);

    private static IPAddress? PeerAddress(PppSettings settings, IPAddress? framed)
    {
        if (framed is null || framed.Equals(NasChooses))
            return settings.PeerAddress;
        return framed.Equals(UserChooses) ? null : framed;
    }
}
