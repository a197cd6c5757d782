using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Protocols.Ip;

/// <summary>Dresses a UDP payload in the IP and UDP headers it had on the wire, for captures taken above the socket.</summary>
public static class UdpPacket
{
    private const int UdpHeaderOctets = 8;
    private const int Ipv6HeaderOctets = 40;
    private const int MaxHeaderOctets = Ipv6HeaderOctets + UdpHeaderOctets;

    /// <summary>The longest payload whose length still fits IPv4's and UDP's 16-bit fields.</summary>
    public const int MaxPayloadOctets = ushort.MaxValue - Ipv4Header.MinOctets - UdpHeaderOctets;

    /// <summary>Room that is enough for any payload of this length.</summary>
    public static int Measure(int payloadOctets) => MaxHeaderOctets + payloadOctets;

    /// <summary>Writes the packet with right checksums. Both ends are of one address family.</summary>
    /// <returns>Its length in octets.</returns>
    public static int Write(Span<byte> packet, IPEndPoint source, IPEndPoint destination, ReadOnlySpan<byte> payload)
    {
        var isIpv4 = source.AddressFamily == AddressFamily.InterNetwork;
        var ipOctets = isIpv4 ? Ipv4Header.MinOctets : Ipv6HeaderOctets;
        var udp = packet.Slice(ipOctets, UdpHeaderOctets + payload.Length);
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], (ushort)destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], checked((ushort)udp.Length));
        udp[6..8].Clear();
        payload.CopyTo(udp[UdpHeaderOctets..]);

        var addresses = isIpv4 ? WriteIpv4(packet, source, destination, udp.Length) : WriteIpv6(packet, source, destination, udp.Length);
        // pseudo header: both addresses, protocol, UDP length (RFC 768; RFC 8200 §8.1)
        var sum = InternetChecksum.Add((ulong)(IpProtocol.Udp + udp.Length), addresses);
        var checksum = InternetChecksum.Finish(InternetChecksum.Add(sum, udp));
        // zero would mean "no checksum"
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], checksum == 0 ? ushort.MaxValue : checksum);
        return ipOctets + udp.Length;
    }

    private static ReadOnlySpan<byte> WriteIpv4(Span<byte> packet, IPEndPoint source, IPEndPoint destination, int udpOctets)
    {
        Ipv4Address.TryFrom(source.Address, out var from);
        Ipv4Address.TryFrom(destination.Address, out var to);
        Ipv4Header.Write(packet, udpOctets, IpProtocol.Udp, from, to);
        return packet[Ipv4Header.SourceAt..Ipv4Header.MinOctets];
    }

    private static ReadOnlySpan<byte> WriteIpv6(Span<byte> packet, IPEndPoint source, IPEndPoint destination, int udpOctets)
    {
        packet[..Ipv6HeaderOctets].Clear();
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)udpOctets);
        packet[6] = IpProtocol.Udp;
        packet[7] = Ipv4Header.DefaultTimeToLive;
        source.Address.TryWriteBytes(packet[8..], out _);
        destination.Address.TryWriteBytes(packet[24..], out _);
        return packet[8..Ipv6HeaderOctets];
    }
}
