using System.Buffers.Binary;

namespace Protocols.Ip;

/// <summary>ICMP errors that a router sends about a packet it did not forward (RFC 792, RFC 1812 §4.3).</summary>
public static class IcmpError
{
    /// <summary>As much of the packet is quoted as fits 576 octets (RFC 1812 §4.3.2.3).</summary>
    public const int MaxOctets = 576;

    /// <summary>Network control precedence (RFC 1812 §4.3.2.5).</summary>
    private const byte InternetworkControl = 0xC0;

    /// <summary>May an error be sent about this packet at all (RFC 1812 §4.3.2.7)?</summary>
    public static bool IsAllowedAbout(ReadOnlySpan<byte> packet, in Ipv4Header header)
    {
        if (header.FragmentOffsetOctets != 0 || !IsOneHost(header.Source) || IsMulticastOrBroadcast(header.Destination))
            return false;
        if (header.Protocol != IpProtocol.Icmp)
            return true;
        var message = packet[header.HeaderOctets..header.TotalOctets];
        return message.Length > 0 && Icmp.IsQuery(message[0]);
    }

    /// <summary>"Fragmentation needed and DF set": tells the sender the size that fits (RFC 1191 §4).</summary>
    /// <returns>Octets written to <paramref name="destination"/>, at most <see cref="MaxOctets"/>.</returns>
    public static int WriteFragmentationNeeded(
        Span<byte> destination, Ipv4Address router, ReadOnlySpan<byte> packet, in Ipv4Header header, int nextHopMtu) =>
        Write(destination, Icmp.DestinationUnreachable, Icmp.FragmentationNeeded, checked((ushort)nextHopMtu), router, packet, header);

    /// <inheritdoc cref="WriteFragmentationNeeded"/>
    public static int WriteTimeExceeded(Span<byte> destination, Ipv4Address router, ReadOnlySpan<byte> packet, in Ipv4Header header) =>
        Write(destination, Icmp.TimeExceeded, Icmp.TimeToLiveExceeded, 0, router, packet, header);

    /// <inheritdoc cref="WriteFragmentationNeeded"/>
    public static int WriteNetUnreachable(Span<byte> destination, Ipv4Address router, ReadOnlySpan<byte> packet, in Ipv4Header header) =>
        Write(destination, Icmp.DestinationUnreachable, Icmp.NetUnreachable, 0, router, packet, header);

    private static int Write(
        Span<byte> destination, byte type, byte code, ushort nextHopMtu,
        Ipv4Address router, ReadOnlySpan<byte> packet, in Ipv4Header header)
    {
        var quoted = Math.Min(header.TotalOctets, MaxOctets - Ipv4Header.MinOctets - Icmp.HeaderOctets);
        var message = destination.Slice(Ipv4Header.MinOctets, Icmp.HeaderOctets + quoted);
        message[..Icmp.HeaderOctets].Clear();
        message[0] = type;
        message[1] = code;
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], nextHopMtu);
        packet[..quoted].CopyTo(message[Icmp.HeaderOctets..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Of(message));

        Ipv4Header.Write(destination, message.Length, IpProtocol.Icmp, router, header.Source);
        destination[1] = InternetworkControl;
        Ipv4Header.WriteChecksum(destination[..Ipv4Header.MinOctets]);
        return Ipv4Header.MinOctets + message.Length;
    }

    private static bool IsOneHost(Ipv4Address source) =>
        source.Value >> 24 is not (0 or 127) && !IsMulticastOrBroadcast(source);

    private static bool IsMulticastOrBroadcast(Ipv4Address address) => address.Value >> 28 >= 0xE;
}
