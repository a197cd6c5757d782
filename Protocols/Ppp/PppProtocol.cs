namespace Protocols.Ppp;

/// <summary>Numbers of the PPP Protocol field (RFC 1661 §2; the assigned numbers of RFC 1700 and its successors).</summary>
public static class PppProtocol
{
    public const ushort Ip = 0x0021;
    public const ushort VanJacobsonCompressedTcp = 0x002D;
    public const ushort VanJacobsonUncompressedTcp = 0x002F;
    public const ushort Multilink = 0x003D;
    public const ushort Ipv6 = 0x0057;
    public const ushort CompressedDatagram = 0x00FD;
    public const ushort Ipcp = 0x8021;
    public const ushort Ipv6cp = 0x8057;
    public const ushort Ccp = 0x80FD;
    public const ushort Lcp = 0xC021;
    public const ushort Pap = 0xC023;
    public const ushort LinkQualityReport = 0xC025;
    public const ushort Chap = 0xC223;
    public const ushort Eap = 0xC227;

    /// <summary>A name for log lines; the number in hexadecimal where it is none of ours.</summary>
    public static string Name(ushort protocol) => protocol switch
    {
        Ip => "IP",
        VanJacobsonCompressedTcp or VanJacobsonUncompressedTcp => "VJ",
        Multilink => "MP",
        Ipv6 => "IPv6",
        CompressedDatagram => "compressed datagram",
        Ipcp => "IPCP",
        Ipv6cp => "IPV6CP",
        Ccp => "CCP",
        Lcp => "LCP",
        Pap => "PAP",
        LinkQualityReport => "LQR",
        Chap => "CHAP",
        Eap => "EAP",
        _ => $"0x{protocol:X4}",
    };
}
