namespace Entities.DialOut.Authorisation;

/// <summary>Standard attributes of the dial-out dialogue.</summary>
internal static class RadiusNumbers
{
    public const uint UserName = 1;            // RFC 2865 §5.1
    public const uint UserPassword = 2;        // RFC 2865 §5.2
    public const uint ServiceType = 6;         // RFC 2865 §5.6
    public const uint SessionTimeout = 27;     // RFC 2865 §5.27
    public const uint IdleTimeout = 28;        // RFC 2865 §5.28
    public const uint AcctSessionId = 44;      // RFC 2866 §5.5; in Access-Requests by RFC 5176 §3
    public const uint NasPortType = 61;        // RFC 2865 §5.41
    public const uint TunnelType = 64;         // RFC 2868 §3.1
    public const uint TunnelMediumType = 65;   // RFC 2868 §3.2
    public const uint TunnelClientEndpoint = 66;
    public const uint TunnelServerEndpoint = 67;
    public const uint TunnelPassword = 69;     // RFC 2868 §3.5
    public const uint TunnelAssignmentId = 82; // RFC 2868 §3.7
    public const uint TunnelPreference = 83;   // RFC 2868 §3.8
    public const uint TunnelClientAuthId = 90; // RFC 2868 §3.9
    public const uint TunnelServerAuthId = 91; // RFC 2868 §3.10

    /// <summary>Service-Type Outbound.</summary>
    public const uint Outbound = 5;

    /// <summary>NAS-Port-Type Virtual.</summary>
    public const uint Virtual = 5;

    /// <summary>Tunnel-Type L2TP.</summary>
    public const uint L2tp = 3;

    /// <summary>Tunnel-Medium-Type.</summary>
    public const uint IPv4 = 1, IPv6 = 2;
}

/// <summary>Attributes of vendor 4874, known as Juniper-ERX or Unisphere.</summary>
internal static class ErxNumbers
{
    public const uint Vendor = 4874;

    public const uint TunnelVirtualRouter = 8;
    public const uint TunnelPassword = 9;
    public const uint TunnelMaximumSessions = 33;
    public const uint DialOutNumber = 35;
    public const uint PppUsername = 36;
    public const uint PppPassword = 37;
    public const uint PppAuthProtocol = 38;
    public const uint MinimumBps = 39;
    public const uint MaximumBps = 40;
    public const uint BearerType = 41;
    public const uint L2tpRecvWindowSize = 54;
    public const uint L2tpResynchMethod = 90;
}
