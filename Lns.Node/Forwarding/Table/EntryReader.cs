using System.Net;
using Protocols.Ip;
using Shared.Messages;

namespace Lns.Node.Forwarding.Table;

/// <summary>Reads the values of <see cref="ForwardingEntry"/> and <see cref="ForwardingKey"/>.</summary>
internal static class EntryReader
{
    /// <summary>When LCP agreed on nothing else (RFC 1661 §6.1).</summary>
    private const int DefaultMru = 1500;

    public static bool TryRead(Endpoint? from, out IPEndPoint endPoint)
    {
        endPoint = null!;
        if (from is null || from.Address.Length is not (4 or 16) || from.Port is 0 or > ushort.MaxValue)
            return false;
        endPoint = new IPEndPoint(new IPAddress(from.Address.Span), (int)from.Port);
        return true;
    }

    public static bool TryRead(ForwardingKey key, out IPEndPoint local, out ushort tunnelId, out ushort sessionId)
    {
        (tunnelId, sessionId) = ((ushort)key.LocalTunnelId, (ushort)key.LocalSessionId);
        return TryRead(key.Local, out local) && IsId(key.LocalTunnelId) && IsId(key.LocalSessionId);
    }

    /// <summary>Tunnel and session ids are never 0 (RFC 2661 §3.1).</summary>
    public static bool IsId(uint id) => id is > 0 and <= ushort.MaxValue;

    /// <summary>The IPv4 prefixes among these; IPv6 is not forwarded yet and passed over.</summary>
    public static Ipv4Prefix[] Ipv4Prefixes(IEnumerable<Prefix> prefixes) =>
        [.. prefixes.Where(IsIpv4).Select(p => Ipv4Prefix.Of(Ipv4Address.Read(p.Address.Span), (int)p.Length)).Distinct()];

    /// <summary>No link may be narrower than <see cref="Ipv4Header.MinMtu"/>.</summary>
    public static int Mru(uint mru) => mru == 0 ? DefaultMru : (int)Math.Clamp(mru, Ipv4Header.MinMtu, ushort.MaxValue);

    private static bool IsIpv4(Prefix prefix) => prefix.Address.Length == Ipv4Address.Octets && prefix.Length <= Ipv4Prefix.MaxLength;
}
