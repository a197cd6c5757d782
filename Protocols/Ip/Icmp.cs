namespace Protocols.Ip;

/// <summary>ICMP types and codes (RFC 792; the next-hop MTU is RFC 1191 §4).</summary>
public static class Icmp
{
    public const int HeaderOctets = 8;

    public const byte EchoReply = 0;
    public const byte DestinationUnreachable = 3;
    public const byte Redirect = 5;
    public const byte EchoRequest = 8;
    public const byte TimeExceeded = 11;
    public const byte ParameterProblem = 12;

    public const byte NetUnreachable = 0;
    public const byte FragmentationNeeded = 4;
    public const byte TimeToLiveExceeded = 0;

    /// <summary>Error messages must never answer error messages (RFC 1812 §4.3.2.7); unknown types may be errors.</summary>
    internal static bool IsQuery(byte type) => type is EchoReply or EchoRequest or (>= 9 and <= 10) or (>= 13 and <= 18);
}
