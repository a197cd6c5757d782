using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>The three fields of the Result Code AVP, whose meaning depends on the message (RFC 2661 §4.4.2).</summary>
internal readonly record struct ResultCodeValue(ushort ResultCode, GeneralError? ErrorCode, string? ErrorMessage)
{
    private const int TextStart = 4;

    public static ResultCodeValue Read(ReadOnlySpan<byte> value) => new(
        BinaryPrimitives.ReadUInt16BigEndian(value),
        value.Length < TextStart ? null : (GeneralError)BinaryPrimitives.ReadUInt16BigEndian(value[2..]),
        value.Length < TextStart ? null : AvpText.ReadOrNull(value[TextStart..]));

    public byte[] ToValue()
    {
        var text = AvpText.Write(ErrorMessage, Avp.MaximumValueLength - TextStart);
        if (ErrorCode is null && text.Length == 0)
        {
            var bare = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(bare, ResultCode);
            return bare;
        }

        var value = new byte[TextStart + text.Length];
        BinaryPrimitives.WriteUInt16BigEndian(value, ResultCode);
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(2), (ushort)(ErrorCode ?? GeneralError.None));
        text.CopyTo(value, TextStart);
        return value;
    }
}
