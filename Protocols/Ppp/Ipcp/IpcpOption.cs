namespace Protocols.Ppp.Ipcp;

/// <summary>Types of IPCP's configuration options.</summary>
public static class IpcpOption
{
    /// <summary>The pair of addresses that RFC 1332 §3.1 gave up: refused.</summary>
    public const byte IpAddresses = 1;
    /// <summary>Van Jacobson (RFC 1332 §3.2): refused.</summary>
    public const byte IpCompressionProtocol = 2;
    /// <summary>RFC 1332 §3.3.</summary>
    public const byte IpAddress = 3;
    /// <summary>RFC 1877 §1.1.</summary>
    public const byte PrimaryDns = 129;
    /// <summary>RFC 1877 §1.2: refused.</summary>
    public const byte PrimaryNbns = 130;
    /// <summary>RFC 1877 §1.3.</summary>
    public const byte SecondaryDns = 131;
    /// <summary>RFC 1877 §1.4: refused.</summary>
    public const byte SecondaryNbns = 132;
}
