using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>
/// The header of a control or data message (RFC 2661 §3.1). Identifiers are those of the receiver.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |T|L|x|x|S|x|O|P|x|x|x|x|  Ver  |          Length (L)           |
/// |           Tunnel ID           |           Session ID          |
/// |             Ns (S)            |             Nr (S)            |
/// |        Offset Size (O)        |    Offset pad (O) ...         |
/// </code>
/// </summary>
public readonly partial record struct L2tpHeader
{
    /// <summary>A control header has no optional part.</summary>
    public const int ControlLength = 12;

    public bool IsControl { get; init; }

    public bool HasLength { get; init; }

    public bool HasSequence { get; init; }

    public bool HasOffset { get; init; }

    /// <summary>Asks for preferential local queueing, as LCP echoes deserve; data messages only.</summary>
    public bool Priority { get; init; }

    /// <summary>Octets of the whole message, header included; where L is 0, those of the datagram.</summary>
    public int Length { get; init; }

    public ushort TunnelId { get; init; }

    public ushort SessionId { get; init; }

    /// <summary>0 where S is 0.</summary>
    public ushort Ns { get; init; }

    /// <summary>0 where S is 0; to be ignored in data messages (RFC 2661 §3.1).</summary>
    public ushort Nr { get; init; }

    /// <summary>Where the payload starts, after the offset pad.</summary>
    public int HeaderLength { get; init; }

    public int PayloadLength => Length - HeaderLength;

    /// <summary>Octets after the stated length are no part of the message and are left out.</summary>
    public static HeaderParse Parse(ReadOnlySpan<byte> datagram, out L2tpHeader header)
    {
        header = default;
        if (datagram.Length < 2)
            return HeaderParse.Truncated;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        if ((flags & HeaderFlags.VersionMask) != HeaderFlags.Version)
            return HeaderParse.UnsupportedVersion;
        var isControl = (flags & HeaderFlags.Control) != 0;
        var hasLength = (flags & HeaderFlags.Length) != 0;
        var hasSequence = (flags & HeaderFlags.Sequence) != 0;
        var hasOffset = (flags & HeaderFlags.Offset) != 0;
        if (isControl && (!hasLength || !hasSequence || hasOffset))
            return HeaderParse.Malformed;
        var fixedLength = FixedLength(hasLength, hasSequence, hasOffset);
        if (datagram.Length < fixedLength)
            return HeaderParse.Truncated;

        var at = 2;
        var length = hasLength ? ReadNext(datagram, ref at) : datagram.Length;
        header = new L2tpHeader
        {
            IsControl = isControl,
            HasLength = hasLength,
            HasSequence = hasSequence,
            HasOffset = hasOffset,
            Priority = (flags & HeaderFlags.Priority) != 0,
            Length = length,
            TunnelId = ReadNext(datagram, ref at),
            SessionId = ReadNext(datagram, ref at),
            Ns = hasSequence ? ReadNext(datagram, ref at) : (ushort)0,
            Nr = hasSequence ? ReadNext(datagram, ref at) : (ushort)0,
            HeaderLength = fixedLength + (hasOffset ? ReadNext(datagram, ref at) : 0),
        };
        if (length > datagram.Length || (!hasLength && header.HeaderLength > length))
            return HeaderParse.Truncated;
        return header.HeaderLength > length ? HeaderParse.Malformed : HeaderParse.Parsed;
    }

    private static int FixedLength(bool hasLength, bool hasSequence, bool hasOffset) =>
        6 + (hasLength ? 2 : 0) + (hasSequence ? 4 : 0) + (hasOffset ? 2 : 0);

    private static ushort ReadNext(ReadOnlySpan<byte> datagram, ref int at)
    {
        var value = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
        at += 2;
        return value;
    }
}
