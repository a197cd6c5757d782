using System.Buffers.Binary;

namespace Protocols.Ip;

/// <summary>An ICMP Echo or Echo Reply (RFC 792) inside its IPv4 packet.</summary>
public readonly ref struct IcmpEcho
{
    private IcmpEcho(Ipv4Header ip, ReadOnlySpan<byte> message)
    {
        Ip = ip;
        IsRequest = message[0] == Icmp.EchoRequest;
        Identifier = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        Sequence = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        Data = message[Icmp.HeaderOctets..];
    }

    public Ipv4Header Ip { get; }

    public bool IsRequest { get; }

    public ushort Identifier { get; }

    public ushort Sequence { get; }

    public ReadOnlySpan<byte> Data { get; }

    /// <returns>False for anything but a whole, unfragmented echo with right checksums.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out IcmpEcho echo)
    {
        echo = default;
        if (Ipv4Header.Read(packet, out var ip) != Ipv4Fault.None || ip.Protocol != IpProtocol.Icmp)
            return false;
        if (ip.MoreFragments || ip.FragmentOffsetOctets != 0)
            return false;
        var message = packet[ip.HeaderOctets..ip.TotalOctets];
        if (message.Length < Icmp.HeaderOctets || message[0] is not (Icmp.EchoRequest or Icmp.EchoReply) || message[1] != 0)
            return false;
        if (!InternetChecksum.Verifies(message))
            return false;
        echo = new IcmpEcho(ip, message);
        return true;
    }

    public static int Measure(int dataOctets) => Ipv4Header.MinOctets + Icmp.HeaderOctets + dataOctets;

    /// <summary>Writes a packet with an Echo request. Returns its length, <see cref="Measure"/> of the data.</summary>
    public static int WriteRequest(
        Span<byte> packet, Ipv4Address source, Ipv4Address destination, ushort identifier, ushort sequence, ReadOnlySpan<byte> data,
        bool dontFragment = false) =>
        Write(packet, Icmp.EchoRequest, source, destination, identifier, sequence, data, dontFragment);

    /// <summary>Writes the Echo Reply that the owner of the request's destination gives: the same identifier, sequence and data.</summary>
    public int WriteReply(Span<byte> packet) =>
        Write(packet, Icmp.EchoReply, Ip.Destination, Ip.Source, Identifier, Sequence, Data, dontFragment: false);

    private static int Write(
        Span<byte> packet, byte type, Ipv4Address source, Ipv4Address destination, ushort identifier, ushort sequence,
        ReadOnlySpan<byte> data, bool dontFragment)
    {
        var message = packet.Slice(Ipv4Header.MinOctets, Icmp.HeaderOctets + data.Length);
        message[..4].Clear();
        message[0] = type;
        BinaryPrimitives.WriteUInt16BigEndian(message[4..], identifier);
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], sequence);
        data.CopyTo(message[Icmp.HeaderOctets..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Of(message));
        Ipv4Header.Write(packet, message.Length, IpProtocol.Icmp, source, destination, sequence, dontFragment);
        return Ipv4Header.MinOctets + message.Length;
    }
}
