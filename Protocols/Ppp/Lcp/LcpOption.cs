namespace Protocols.Ppp.Lcp;

/// <summary>Types of LCP's configuration options.</summary>
public static class LcpOption
{
    /// <summary>RFC 1661 §6.1, two octets.</summary>
    public const byte Mru = 1;
    /// <summary>Async-Control-Character-Map, four octets (RFC 1662 §7.1).</summary>
    public const byte Accm = 2;
    /// <summary>Authentication-Protocol, protocol number and what it needs (RFC 1661 §6.2).</summary>
    public const byte AuthenticationProtocol = 3;
    /// <summary>Quality-Protocol (RFC 1661 §6.3): refused.</summary>
    public const byte QualityProtocol = 4;
    /// <summary>Magic-Number, four octets (RFC 1661 §6.4).</summary>
    public const byte MagicNumber = 5;
    /// <summary>Protocol-Field-Compression, empty (RFC 1661 §6.5).</summary>
    public const byte Pfc = 7;
    /// <summary>Address-and-Control-Field-Compression, empty (RFC 1661 §6.6).</summary>
    public const byte Acfc = 8;
    /// <summary>RFC 1570 §2.3: refused.</summary>
    public const byte Callback = 13;
    /// <summary>Multilink Maximum-Received-Reconstructed-Unit (RFC 1990 §5.1.1): refused.</summary>
    public const byte Mrru = 17;
    /// <summary>Multilink short sequence numbers (RFC 1990 §5.1.2): refused.</summary>
    public const byte ShortSequence = 18;
    /// <summary>RFC 1990 §5.1.3: refused.</summary>
    public const byte EndpointDiscriminator = 19;
}
