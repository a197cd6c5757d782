using System.Buffers.Binary;

namespace Protocols.L2tp;

public readonly partial record struct L2tpHeader
{
    /// <summary>Writes the twelve octets before a control message's body; a ZLB has a body of zero octets (RFC 2661 §5.8).</summary>
    /// <returns>Octets written, <see cref="ControlLength"/>.</returns>
    public static int WriteControl(Span<byte> destination, ushort tunnelId, ushort sessionId, ushort ns, ushort nr, int bodyLength)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, HeaderFlags.ControlMessage);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], checked((ushort)(ControlLength + bodyLength)));
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], tunnelId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], sessionId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], ns);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], nr);
        return ControlLength;
    }

    /// <summary>Writes the header of a data message; what is null is left out.</summary>
    /// <param name="destination">At least <see cref="DataLength"/> octets.</param>
    /// <param name="sequence">Nr is reserved in data messages: send 0 (RFC 2661 §3.1).</param>
    /// <param name="payloadLength">Given, the header states the whole length (L bit).</param>
    /// <param name="offset">Octets of pad, written as zeros (O bit).</param>
    /// <returns>Octets written, pad included.</returns>
    public static int WriteData(Span<byte> destination, ushort tunnelId, ushort sessionId, (ushort Ns, ushort Nr)? sequence = null,
        int? payloadLength = null, ushort? offset = null, bool priority = false)
    {
        var headerLength = DataLength(payloadLength is not null, sequence is not null, offset);
        var flags = HeaderFlags.Version | (payloadLength is null ? 0 : HeaderFlags.Length) | (sequence is null ? 0 : HeaderFlags.Sequence)
            | (offset is null ? 0 : HeaderFlags.Offset) | (priority ? HeaderFlags.Priority : 0);
        var at = 0;
        WriteNext(destination, ref at, (ushort)flags);
        if (payloadLength is { } octets)
            WriteNext(destination, ref at, checked((ushort)(headerLength + octets)));
        WriteNext(destination, ref at, tunnelId);
        WriteNext(destination, ref at, sessionId);
        if (sequence is { } numbers)
        {
            WriteNext(destination, ref at, numbers.Ns);
            WriteNext(destination, ref at, numbers.Nr);
        }

        if (offset is not { } pad)
            return headerLength;
        WriteNext(destination, ref at, pad);
        destination[at..headerLength].Clear();
        return headerLength;
    }

    /// <summary>Octets of a data header of this form, pad included.</summary>
    public static int DataLength(bool hasLength, bool hasSequence, ushort? offset) =>
        FixedLength(hasLength, hasSequence, offset is not null) + (offset ?? 0);

    private static void WriteNext(Span<byte> destination, ref int at, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination[at..], value);
        at += 2;
    }
}
