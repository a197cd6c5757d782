using System.Buffers.Binary;

namespace Lns.Node.Forwarding.Wire;

/// <summary>
/// The header of an L2TP data message (RFC 2661 §3.1); L, S and O say which optional fields are there.
/// <code>
///  0                   1                   2                   3
/// +-+-+-+-+-+-+-+-+-------+-------+-------------------------------+
/// |0|L|x|x|S|x|O|P|x|x|x|x|  Ver  |         Length (L)            |
/// +-------------------------------+-------------------------------+
/// |           Tunnel ID           |          Session ID           |
/// +-------------------------------+-------------------------------+
/// |            Ns (S)             |            Nr (S)             |
/// +-------------------------------+-------------------------------+
/// |       Offset Size (O)         |    Offset pad ...             |
/// +-------------------------------+-------------------------------+
/// </code>
/// </summary>
/// <param name="Ns">Null without S. Nr is reserved in data messages and not read.</param>
/// <param name="Priority">The P bit.</param>
/// <param name="PayloadAt">Where the PPP frame begins.</param>
/// <param name="End">Where it ends: the Length field may leave octets behind that are no part of the message.</param>
public readonly record struct DataHeader(ushort TunnelId, ushort SessionId, ushort? Ns, bool Priority, int PayloadAt, int End)
{
    /// <summary>The longest header that <see cref="WriteBefore"/> writes.</summary>
    public const int MaxWrittenOctets = 10;

    private const ushort TypeBit = 0x8000;
    private const ushort LengthBit = 0x4000;
    private const ushort SequenceBit = 0x0800;
    private const ushort OffsetBit = 0x0200;
    private const ushort PriorityBit = 0x0100;
    private const ushort VersionMask = 0x000F;
    private const ushort Version = 2;

    /// <summary>The T bit: the datagram belongs to the control connection.</summary>
    public static bool IsControl(ReadOnlySpan<byte> datagram) => datagram.Length > 0 && (datagram[0] & (TypeBit >> 8)) != 0;

    public static DataHeaderFault Read(ReadOnlySpan<byte> datagram, out DataHeader header)
    {
        header = default;
        if (datagram.Length < 2)
            return DataHeaderFault.Truncated;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        if ((flags & VersionMask) != Version)
            return DataHeaderFault.Version;
        var at = 2;
        var end = datagram.Length;
        var octets = 6 + ((flags & LengthBit) != 0 ? 2 : 0) + ((flags & SequenceBit) != 0 ? 4 : 0) + ((flags & OffsetBit) != 0 ? 2 : 0);
        if (datagram.Length < octets)
            return DataHeaderFault.Truncated;
        if ((flags & LengthBit) != 0)
            end = Take(datagram, ref at);
        var tunnelId = Take(datagram, ref at);
        var sessionId = Take(datagram, ref at);
        ushort? ns = null;
        if ((flags & SequenceBit) != 0)
        {
            ns = Take(datagram, ref at);
            at += 2;
        }
        if ((flags & OffsetBit) != 0)
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
        if (end > datagram.Length || at > end)
            return DataHeaderFault.Length;
        header = new DataHeader(tunnelId, sessionId, ns, (flags & PriorityBit) != 0, at, end);
        return DataHeaderFault.None;
    }

    /// <summary>Writes a header that ends where <paramref name="buffer"/> ends. No Length field: UDP knows the length.</summary>
    /// <param name="ns">Null: without sequence numbers.</param>
    /// <param name="priority">The P bit: for LCP echoes, on which the peer's idea of the link's life hangs.</param>
    /// <returns>Octets written.</returns>
    public static int WriteBefore(Span<byte> buffer, ushort tunnelId, ushort sessionId, ushort? ns, bool priority = false)
    {
        var octets = ns is null ? 6 : 10;
        var header = buffer[^octets..];
        var flags = Version | (ns is null ? 0 : SequenceBit) | (priority ? PriorityBit : 0);
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)flags);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], tunnelId);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], sessionId);
        if (ns is { } number)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[6..], number);
            BinaryPrimitives.WriteUInt16BigEndian(header[8..], 0);
        }
        return octets;
    }

    private static ushort Take(ReadOnlySpan<byte> datagram, ref int at)
    {
        var value = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
        at += 2;
        return value;
    }
}

public enum DataHeaderFault
{
    None,

    /// <summary>Shorter than the fields that its flags announce.</summary>
    Truncated,

    /// <summary>Not 2: L2F has 1 on the same port, L2TPv3 has 3 (RFC 2661 §8.1: silently discarded).</summary>
    Version,

    /// <summary>Length or Offset Size points beyond the datagram, or Length into the header.</summary>
    Length,
}
