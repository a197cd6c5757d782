using System.Buffers.Binary;

namespace Protocols.Ip;

/// <summary>
/// Lowers the maximum segment size that a TCP SYN announces (RFC 9293 §3.7.1), so that segments fit a link whose MTU the
/// ends don't know and would find out slowly, or never where ICMP is filtered.
/// </summary>
public static class TcpMss
{
    /// <summary>IPv4 and TCP header without options: what MSS leaves out of an MTU.</summary>
    public const int HeaderOctets = 40;

    private const int MinTcpOctets = 20;
    private const int FlagsAt = 13;
    private const int ChecksumAt = 16;
    private const byte Syn = 0x02;
    private const byte EndOfOptions = 0;
    private const byte NoOperation = 1;
    private const byte MaximumSegmentSize = 2;
    private const int MssOptionOctets = 4;

    /// <returns>True when the packet was changed; its TCP checksum is then updated.</returns>
    public static bool Clamp(Span<byte> packet, in Ipv4Header ip, int maxMss)
    {
        if (ip.Protocol != IpProtocol.Tcp || ip.FragmentOffsetOctets != 0 || ip.PayloadOctets < MinTcpOctets)
            return false;
        var tcp = packet[ip.HeaderOctets..ip.TotalOctets];
        var headerOctets = (tcp[12] >> 4) * 4;
        if ((tcp[FlagsAt] & Syn) == 0 || headerOctets < MinTcpOctets || headerOctets > tcp.Length)
            return false;
        var at = FindOption(tcp[..headerOctets]);
        if (at < 0)
            return false;
        var value = tcp.Slice(at + 2, 2);
        var old = BinaryPrimitives.ReadUInt16BigEndian(value);
        if (old <= maxMss)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(value, (ushort)maxMss);
        UpdateChecksum(tcp, at + 2, old, (ushort)maxMss);
        return true;
    }

    private static int FindOption(ReadOnlySpan<byte> header)
    {
        for (var at = MinTcpOctets; at < header.Length && header[at] != EndOfOptions;)
        {
            if (header[at] == NoOperation)
            {
                at++;
                continue;
            }
            var length = at + 1 < header.Length ? header[at + 1] : 0;
            if (length < 2 || at + length > header.Length)
                return -1;
            if (header[at] == MaximumSegmentSize)
                return length == MssOptionOctets ? at : -1;
            at += length;
        }
        return -1;
    }

    private static void UpdateChecksum(Span<byte> tcp, int changedAt, ushort old, ushort now)
    {
        // a value at an odd offset lies across two words of the sum, which is the same as its octets swapped (RFC 1071 §2)
        if (changedAt % 2 != 0)
        {
            old = BinaryPrimitives.ReverseEndianness(old);
            now = BinaryPrimitives.ReverseEndianness(now);
        }
        var checksum = BinaryPrimitives.ReadUInt16BigEndian(tcp[ChecksumAt..]);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[ChecksumAt..], InternetChecksum.Update(checksum, old, now));
    }
}
