using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>Why PPP ended, for logs only (RFC 3145 §2).</summary>
/// <param name="ControlProtocol">PPP protocol number of the protocol that caused it, 0 where there is none.</param>
/// <param name="Message">UTF-8.</param>
public sealed record PppDisconnectCause(PppDisconnectCode Code, ushort ControlProtocol = 0,
    PppDisconnectDirection Direction = PppDisconnectDirection.Global, string? Message = null)
{
    private const int FixedLength = 5;

    internal static PppDisconnectCause Read(ReadOnlySpan<byte> value) => new(
        (PppDisconnectCode)BinaryPrimitives.ReadUInt16BigEndian(value),
        BinaryPrimitives.ReadUInt16BigEndian(value[2..]),
        (PppDisconnectDirection)value[4],
        AvpText.ReadOrNull(value[FixedLength..]));

    internal byte[] ToValue()
    {
        // Two octets less than would fit: hiding has to have room for its length field.
        var text = AvpText.Write(Message, Avp.MaximumValueLength - FixedLength - AvpHider.LengthFieldLength);
        var value = new byte[FixedLength + text.Length];
        BinaryPrimitives.WriteUInt16BigEndian(value, (ushort)Code);
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(2), ControlProtocol);
        value[4] = (byte)Direction;
        text.CopyTo(value, FixedLength);
        return value;
    }
}

/// <summary>RFC 3145 §2.</summary>
public enum PppDisconnectDirection : byte
{
    Global = 0,
    AtPeer = 1,
    AtLocal = 2,
}

/// <summary>RFC 3145 §3. LCP codes (5–12) go with control protocol 0xC021.</summary>
public enum PppDisconnectCode : ushort
{
    NoInformation = 0,
    Administrative = 1,
    ProxyLcpMissing = 2,
    NormalTerminateRequest = 3,
    CompulsoryEncryptionRefused = 4,
    LcpTimeout = 5,
    NoRecognizableLcp = 6,
    MagicNumberLoop = 7,
    EchoTimeout = 8,
    UnexpectedEndpointDiscriminator = 9,
    UnexpectedMrru = 10,
    UnexpectedShortSequenceNumber = 11,
    CompulsoryCallbackRefused = 12,
    AuthenticationTimeout = 13,
    UnexpectedNameInBundle = 14,
    AuthenticationProtocolUnacceptable = 15,
    AuthenticationFailed = 16,
    NcpTimeout = 17,
    NoNcpAvailable = 18,
    NoAddressAgreement = 19,
    NoAddressPermitted = 20,
}
