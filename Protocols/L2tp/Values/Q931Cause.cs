using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>Why the telephone network ended the call, in the ITU's own encodings (RFC 2661 §4.4.4).</summary>
/// <param name="CauseCode">Q.850 cause, e.g. 17 user busy.</param>
/// <param name="CauseMessage">Q.931 message type that carried it, e.g. 0x45 DISCONNECT.</param>
/// <param name="AdvisoryMessage">ASCII.</param>
public sealed record Q931Cause(ushort CauseCode, byte CauseMessage, string? AdvisoryMessage = null)
{
    private const int FixedLength = 3;

    internal static Q931Cause Read(ReadOnlySpan<byte> value) =>
        new(BinaryPrimitives.ReadUInt16BigEndian(value), value[2], AvpText.ReadOrNull(value[FixedLength..]));

    internal byte[] ToValue()
    {
        var text = AvpText.Write(AdvisoryMessage, Avp.MaximumValueLength - FixedLength);
        var value = new byte[FixedLength + text.Length];
        BinaryPrimitives.WriteUInt16BigEndian(value, CauseCode);
        value[2] = CauseMessage;
        text.CopyTo(value, FixedLength);
        return value;
    }
}
