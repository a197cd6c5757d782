using System.Buffers.Binary;

namespace Protocols.Ip;

/// <summary>
/// The header of an IPv4 packet (RFC 791 §3.1), checked as RFC 1812 §5.2.2 asks.
/// <code>
///  0                   1                   2                   3
/// +-------+-------+---------------+-------------------------------+
/// |Version|  IHL  |      TOS      |         Total Length          |
/// +-------+-------+---------------+-----+-------------------------+
/// |         Identification        |0 D M|     Fragment Offset     |
/// +---------------+---------------+-----+-------------------------+
/// |      TTL      |   Protocol    |        Header Checksum        |
/// +---------------+---------------+-------------------------------+
/// |                        Source Address                         |
/// |                      Destination Address                      |
/// |                    Options, in words of 4                     |
/// +---------------------------------------------------------------+
/// </code>
/// </summary>
public readonly struct Ipv4Header
{
    public const int MinOctets = 20;
    public const int MaxOctets = 60;

    /// <summary>Every internet module must forward a packet of 68 octets unfragmented (RFC 791 §3.2).</summary>
    public const int MinMtu = 68;

    public const byte DefaultTimeToLive = 64;

    internal const int TotalLengthAt = 2;
    internal const int FragmentAt = 6;
    internal const int TimeToLiveAt = 8;
    internal const int ChecksumAt = 10;
    internal const int SourceAt = 12;
    internal const int DestinationAt = 16;
    internal const int DontFragmentBit = 0x4000;
    internal const int MoreFragmentsBit = 0x2000;
    internal const int OffsetMask = 0x1FFF;

    private readonly ushort fragment;

    private Ipv4Header(ReadOnlySpan<byte> packet)
    {
        HeaderOctets = (packet[0] & 0x0F) * 4;
        TotalOctets = BinaryPrimitives.ReadUInt16BigEndian(packet[TotalLengthAt..]);
        fragment = BinaryPrimitives.ReadUInt16BigEndian(packet[FragmentAt..]);
        TimeToLive = packet[TimeToLiveAt];
        Protocol = packet[9];
        Source = Ipv4Address.Read(packet[SourceAt..]);
        Destination = Ipv4Address.Read(packet[DestinationAt..]);
    }

    public int HeaderOctets { get; }

    /// <summary>Header and payload; what lies behind it in a buffer is no part of the packet.</summary>
    public int TotalOctets { get; }

    public byte TimeToLive { get; }

    public byte Protocol { get; }

    public Ipv4Address Source { get; }

    public Ipv4Address Destination { get; }

    public bool DontFragment => (fragment & DontFragmentBit) != 0;

    public bool MoreFragments => (fragment & MoreFragmentsBit) != 0;

    /// <summary>Of the payload in the whole packet, in octets.</summary>
    public int FragmentOffsetOctets => (fragment & OffsetMask) * 8;

    public int PayloadOctets => TotalOctets - HeaderOctets;

    public static Ipv4Fault Read(ReadOnlySpan<byte> packet, out Ipv4Header header)
    {
        header = default;
        if (packet.Length < MinOctets)
            return Ipv4Fault.Truncated;
        if (packet[0] >> 4 != 4)
            return Ipv4Fault.NotVersion4;
        var read = new Ipv4Header(packet);
        if (read.HeaderOctets < MinOctets || read.HeaderOctets > packet.Length)
            return Ipv4Fault.HeaderLength;
        if (read.TotalOctets < read.HeaderOctets || read.TotalOctets > packet.Length)
            return Ipv4Fault.TotalLength;
        // a fragment that would end beyond the longest packet is part of none, and cut again its offset would run into the flags
        if (read.FragmentOffsetOctets + read.TotalOctets > ushort.MaxValue)
            return Ipv4Fault.TotalLength;
        if (!InternetChecksum.Verifies(packet[..read.HeaderOctets]))
            return Ipv4Fault.Checksum;
        header = read;
        return Ipv4Fault.None;
    }

    /// <summary>Writes a header without options for a payload that already stands behind it, or will.</summary>
    public static void Write(
        Span<byte> packet, int payloadOctets, byte protocol, Ipv4Address source, Ipv4Address destination,
        ushort identification = 0, bool dontFragment = false, byte timeToLive = DefaultTimeToLive)
    {
        var header = packet[..MinOctets];
        header[0] = 0x45;
        header[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(header[TotalLengthAt..], checked((ushort)(MinOctets + payloadOctets)));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], identification);
        BinaryPrimitives.WriteUInt16BigEndian(header[FragmentAt..], (ushort)(dontFragment ? DontFragmentBit : 0));
        header[TimeToLiveAt] = timeToLive;
        header[9] = protocol;
        source.Write(header[SourceAt..]);
        destination.Write(header[DestinationAt..]);
        WriteChecksum(header);
    }

    /// <summary>One hop less, checksum updated. The caller has seen that more than one is left (RFC 1812 §5.3.1).</summary>
    public static void DecrementTimeToLive(Span<byte> packet)
    {
        var word = BinaryPrimitives.ReadUInt16BigEndian(packet[TimeToLiveAt..]);
        var checksum = BinaryPrimitives.ReadUInt16BigEndian(packet[ChecksumAt..]);
        packet[TimeToLiveAt]--;
        BinaryPrimitives.WriteUInt16BigEndian(packet[ChecksumAt..], InternetChecksum.Update(checksum, word, (ushort)(word - 0x100)));
    }

    /// <param name="header">The whole header, options included.</param>
    internal static void WriteChecksum(Span<byte> header)
    {
        header[ChecksumAt..(ChecksumAt + 2)].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumAt..], InternetChecksum.Of(header));
    }
}
