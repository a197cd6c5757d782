using System.Buffers.Binary;

namespace Protocols.Ip;

/// <summary>Cuts a packet into fragments that fit a link (RFC 791 §3.2), one a call of <see cref="TryNext"/>; allocates nothing.</summary>
/// <param name="packet">A packet without the don't-fragment bit; it may be a fragment itself.</param>
/// <param name="mtu">At least <see cref="Ipv4Header.MinMtu"/> octets.</param>
public ref struct Ipv4Fragmenter(ReadOnlySpan<byte> packet, Ipv4Header header, int mtu)
{
    /// <summary>Options with this bit stand in every fragment, others in the first only (RFC 791 §3.1).</summary>
    private const int CopiedFlag = 0x80;

    private const byte EndOfOptions = 0;
    private const byte NoOperation = 1;

    private readonly ReadOnlySpan<byte> packet = packet[..header.TotalOctets];
    private int sentOctets;

    /// <returns>False when all of the packet has been given out.</returns>
    public bool TryNext(Span<byte> destination, out int octets)
    {
        octets = 0;
        if (sentOctets == header.PayloadOctets)
            return false;
        var headerOctets = sentOctets == 0 ? CopyWholeHeader(destination) : CopyLaterHeader(destination);
        var left = header.PayloadOctets - sentOctets;
        var room = mtu - headerOctets;
        // all but the last fragment end on a border of 8 octets
        var take = left <= room ? left : room & ~7;
        packet.Slice(header.HeaderOctets + sentOctets, take).CopyTo(destination[headerOctets..]);
        octets = headerOctets + take;

        var more = take < left || header.MoreFragments ? Ipv4Header.MoreFragmentsBit : 0;
        var offset = (header.FragmentOffsetOctets + sentOctets) / 8;
        BinaryPrimitives.WriteUInt16BigEndian(destination[Ipv4Header.TotalLengthAt..], (ushort)octets);
        BinaryPrimitives.WriteUInt16BigEndian(destination[Ipv4Header.FragmentAt..], (ushort)(more | offset));
        Ipv4Header.WriteChecksum(destination[..headerOctets]);
        sentOctets += take;
        return true;
    }

    private readonly int CopyWholeHeader(Span<byte> destination)
    {
        packet[..header.HeaderOctets].CopyTo(destination);
        return header.HeaderOctets;
    }

    private readonly int CopyLaterHeader(Span<byte> destination)
    {
        packet[..Ipv4Header.MinOctets].CopyTo(destination);
        var written = Ipv4Header.MinOctets;
        var options = packet[Ipv4Header.MinOctets..header.HeaderOctets];
        while (options.Length > 0 && options[0] != EndOfOptions)
        {
            var length = options[0] == NoOperation ? 1 : options.Length > 1 ? options[1] : 0;
            if (length == 0 || length > options.Length)
                break;
            if ((options[0] & CopiedFlag) != 0)
            {
                options[..length].CopyTo(destination[written..]);
                written += length;
            }
            options = options[length..];
        }
        while (written % 4 != 0)
            destination[written++] = EndOfOptions;
        destination[0] = (byte)(0x40 | written / 4);
        return written;
    }
}
