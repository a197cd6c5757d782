using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Protocols.Ip;

/// <summary>
/// Writes datagrams as a pcapng file (draft-ietf-opsawg-pcapng) with raw IP as its link layer: one section, one interface, then one
/// Enhanced Packet Block a datagram. Safe to call from several threads; what would pass the size limit is counted, not written.
/// </summary>
/// <param name="output">Written and flushed packet by packet, so that the file is whole if the process dies; stays open.</param>
/// <param name="interfaceName">Shown by readers beside each packet.</param>
/// <param name="maxOctets">Size limit of the file.</param>
public sealed class PcapngWriter(Stream output, string interfaceName, long maxOctets = PcapngWriter.DefaultMaxOctets)
{
    /// <summary>A forgotten capture must not fill the disk under the journal.</summary>
    public const long DefaultMaxOctets = 256L << 20;

    private const uint SectionHeaderBlock = 0x0A0D0D0A;
    private const uint InterfaceDescriptionBlock = 1;
    private const uint EnhancedPacketBlock = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort LinkTypeRaw = 101;
    private const ushort EndOfOptions = 0;
    private const ushort InterfaceName = 2;
    private const int BlockOverhead = 12;
    private const int PacketFixedOctets = 20;

    private readonly Lock gate = new();
    private byte[] block = new byte[2048];
    private byte[] packet = new byte[2048];
    private long writtenOctets;

    /// <summary>Packets that came after the file had reached its limit.</summary>
    public long Omitted { get; private set; }

    /// <summary>Adds a datagram with IP and UDP headers made up around it. What no UDP packet can carry is counted as omitted.</summary>
    public void WriteUdp(DateTimeOffset at, IPEndPoint source, IPEndPoint destination, ReadOnlySpan<byte> payload)
    {
        lock (gate)
        {
            if (payload.Length > UdpPacket.MaxPayloadOctets || source.AddressFamily != destination.AddressFamily)
            {
                Omitted++;
                return;
            }
            Grow(ref packet, UdpPacket.Measure(payload.Length));
            var octets = UdpPacket.Write(packet, source, destination, payload);
            WritePacket(at, packet.AsSpan(0, octets));
        }
    }

    /// <summary>Adds an IP packet as it is.</summary>
    public void WriteIp(DateTimeOffset at, ReadOnlySpan<byte> ipPacket)
    {
        lock (gate)
            WritePacket(at, ipPacket);
    }

    private void WritePacket(DateTimeOffset at, ReadOnlySpan<byte> octets)
    {
        if (writtenOctets == 0)
            WriteHeaders();
        var total = BlockOverhead + PacketFixedOctets + Padded(octets.Length);
        if (writtenOctets + total > maxOctets)
        {
            Omitted++;
            return;
        }
        var body = BeginBlock(EnhancedPacketBlock, total);
        var microseconds = (ulong)(at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], (uint)(microseconds >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(body[8..], (uint)microseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(body[12..], (uint)octets.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(body[16..], (uint)octets.Length);
        octets.CopyTo(body[PacketFixedOctets..]);
        EndBlock(total);
    }

    private void WriteHeaders()
    {
        const int sectionOctets = BlockOverhead + 16;
        var section = BeginBlock(SectionHeaderBlock, sectionOctets);
        BinaryPrimitives.WriteUInt32LittleEndian(section, ByteOrderMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(section[4..], 1);
        // section length not known beforehand
        BinaryPrimitives.WriteInt64LittleEndian(section[8..], -1);
        EndBlock(sectionOctets);

        var name = Encoding.UTF8.GetBytes(interfaceName);
        var total = BlockOverhead + 8 + 4 + Padded(name.Length) + 4;
        var description = BeginBlock(InterfaceDescriptionBlock, total);
        BinaryPrimitives.WriteUInt16LittleEndian(description, LinkTypeRaw);
        // snap length 0: packets are never cut
        BinaryPrimitives.WriteUInt16LittleEndian(description[8..], InterfaceName);
        BinaryPrimitives.WriteUInt16LittleEndian(description[10..], (ushort)name.Length);
        name.CopyTo(description[12..]);
        BinaryPrimitives.WriteUInt16LittleEndian(description[(12 + Padded(name.Length))..], EndOfOptions);
        EndBlock(total);
    }

    private Span<byte> BeginBlock(uint type, int total)
    {
        Grow(ref block, total);
        var whole = block.AsSpan(0, total);
        whole.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(whole, type);
        BinaryPrimitives.WriteUInt32LittleEndian(whole[4..], (uint)total);
        BinaryPrimitives.WriteUInt32LittleEndian(whole[(total - 4)..], (uint)total);
        return whole[8..^4];
    }

    private void EndBlock(int total)
    {
        output.Write(block, 0, total);
        output.Flush();
        writtenOctets += total;
    }

    private static int Padded(int octets) => (octets + 3) & ~3;

    private static void Grow(ref byte[] buffer, int octets)
    {
        if (buffer.Length < octets)
            buffer = new byte[octets];
    }
}
