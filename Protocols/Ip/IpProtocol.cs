namespace Protocols.Ip;

/// <summary>Protocol numbers of the IP header that this system looks at (IANA, Assigned Internet Protocol Numbers).</summary>
public static class IpProtocol
{
    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;
}
