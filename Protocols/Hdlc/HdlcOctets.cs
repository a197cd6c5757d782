namespace Protocols.Hdlc;

/// <summary>Octets with a meaning in asynchronous HDLC-like framing (RFC 1662 §4).</summary>
public static class HdlcOctets
{
    /// <summary>Begins and ends a frame; one flag may do both (RFC 1662 §4.1).</summary>
    public const byte Flag = 0x7E;

    /// <summary>The octet after it is XORed with <see cref="EscapeBit"/> (RFC 1662 §4.2).</summary>
    public const byte Escape = 0x7D;

    public const byte EscapeBit = 0x20;

    /// <summary>Octets below this one are control characters, one bit each in an ACCM.</summary>
    public const byte FirstPrintable = 0x20;

    /// <summary>Address octet (RFC 1662 §3.1), absent once address-and-control-field compression is in use.</summary>
    public const byte AllStations = 0xFF;

    /// <summary>Control octet (RFC 1662 §3.1).</summary>
    public const byte UnnumberedInformation = 0x03;

    /// <summary>Every control character is escaped: the default of both directions (RFC 1662 §7.1).</summary>
    public const uint AllMapped = 0xFFFF_FFFF;

    /// <summary>Protocol number of LCP (RFC 1661 §2).</summary>
    public const ushort LcpProtocol = 0xC021;

    /// <param name="octet">Any octet; only control characters can be mapped.</param>
    public static bool IsMapped(byte octet, uint accm) => octet < FirstPrintable && (accm >> octet & 1) != 0;
}
