using System.Buffers.Binary;

namespace Lac.Node.Lines.Data;

/// <summary>
/// The header of the data messages that a LAC sends (RFC 2661 §3.1): T 0, L 1, S as sequencing goes, no offset.
/// <code>
/// | T L x x S x O P x x x x Ver |          Length           |
/// |          Tunnel ID          |        Session ID         |
/// |          Ns (S only)        |        Nr (S only)        |
/// </code>
/// </summary>
static class L2tpDataHeader
{
    public const int MaximumSize = 12;

    private const ushort LengthBit = 0x4000;
    private const ushort SequenceBit = 0x0800;
    private const ushort Version = 2;

    /// <param name="ns">Null: no sequence numbers.</param>
    /// <returns>Octets written.</returns>
    public static int Write(Span<byte> destination, ushort tunnelId, ushort sessionId, ushort? ns, int payloadLength)
    {
        var size = ns is null ? 8 : MaximumSize;
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(LengthBit | (ns is null ? 0 : SequenceBit) | Version));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)(size + payloadLength));
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], tunnelId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], sessionId);
        if (ns is { } number)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[8..], number);
            // reserved in data messages, to be ignored
            BinaryPrimitives.WriteUInt16BigEndian(destination[10..], 0);
        }

        return size;
    }
}
