using Protocols.Ip;

namespace Protocols.Tests.Ip;

/// <summary>Sums taken anew over the whole of a segment, to compare updated ones with.</summary>
internal static class Segments
{
    /// <summary>True when the TCP checksum of a packet without IP options is right (RFC 9293 §3.1).</summary>
    public static bool TcpVerifies(ReadOnlySpan<byte> packet)
    {
        var pseudo = InternetChecksum.Add((ulong)(IpProtocol.Tcp + packet.Length - 20), packet[12..20]);
        return InternetChecksum.Finish(InternetChecksum.Add(pseudo, packet[20..])) == 0;
    }

    /// <summary>A SYN from 192.0.2.1 to 10.10.1.1 with these options, padded to words.</summary>
    public static byte[] Syn(params byte[] options)
    {
        var tcpOctets = 20 + (options.Length + 3) / 4 * 4;
        var packet = new byte[20 + tcpOctets];
        Ipv4Header.Write(packet, tcpOctets, IpProtocol.Tcp, Ipv4Address.Parse("192.0.2.1"), Ipv4Address.Parse("10.10.1.1"));
        packet[32] = (byte)(tcpOctets / 4 << 4);
        packet[33] = 0x02;
        options.CopyTo(packet, 40);
        var pseudo = InternetChecksum.Add((ulong)(IpProtocol.Tcp + tcpOctets), packet.AsSpan(12, 8));
        var checksum = InternetChecksum.Finish(InternetChecksum.Add(pseudo, packet.AsSpan(20)));
        packet[36] = (byte)(checksum >> 8);
        packet[37] = (byte)checksum;
        return packet;
    }
}
