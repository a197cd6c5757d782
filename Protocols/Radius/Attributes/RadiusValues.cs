namespace Protocols.Radius.Attributes;

/// <summary>RFC 2865 §5.6.</summary>
public enum ServiceType : uint
{
    Login = 1,
    Framed = 2,
    Outbound = 5,
    AuthenticateOnly = 8,
}

/// <summary>RFC 2865 §5.7.</summary>
public enum FramedProtocol : uint
{
    Ppp = 1,
}

/// <summary>RFC 2865 §5.41.</summary>
public enum NasPortType : uint
{
    Async = 0,
    Sync = 1,
    IsdnSync = 2,
    IsdnAsyncV120 = 3,
    IsdnAsyncV110 = 4,
    Virtual = 5,
}

/// <summary>RFC 2868 §3.1.</summary>
public enum TunnelType : uint
{
    L2tp = 3,
}

/// <summary>RFC 2868 §3.2.</summary>
public enum TunnelMediumType : uint
{
    Ipv4 = 1,
    Ipv6 = 2,
}

/// <summary>RFC 2866 §5.1, RFC 2867 §3.</summary>
public enum AcctStatusType : uint
{
    Start = 1,
    Stop = 2,
    InterimUpdate = 3,
    AccountingOn = 7,
    AccountingOff = 8,
    TunnelStart = 9,
    TunnelStop = 10,
    TunnelReject = 11,
    TunnelLinkStart = 12,
    TunnelLinkStop = 13,
    TunnelLinkReject = 14,
}

/// <summary>RFC 2866 §5.6.</summary>
public enum AcctAuthentic : uint
{
    Radius = 1,
    Local = 2,
    Remote = 3,
}

/// <summary>RFC 2866 §5.10.</summary>
public enum AcctTerminateCause : uint
{
    UserRequest = 1,
    LostCarrier = 2,
    LostService = 3,
    IdleTimeout = 4,
    SessionTimeout = 5,
    AdminReset = 6,
    AdminReboot = 7,
    PortError = 8,
    NasError = 9,
    NasRequest = 10,
    NasReboot = 11,
    PortUnneeded = 12,
    PortPreempted = 13,
    PortSuspended = 14,
    ServiceUnavailable = 15,
    Callback = 16,
    UserError = 17,
    HostRequest = 18,
}

/// <summary>Juniper's ERX-PPP-Auth-Protocol: what the LNS asks of the remote site, in order.</summary>
public enum ErxPppAuthProtocol : uint
{
    None = 0,
    Pap = 1,
    Chap = 2,
    PapChap = 3,
    ChapPap = 4,
}

/// <summary>Juniper's ERX-Bearer-Type; not the bits of L2TP's Bearer Type AVP, where digital is 1 and analog 2 (RFC 2661 §4.4.4).</summary>
public enum ErxBearerType : uint
{
    None = 0,
    Analog = 1,
    Digital = 2,
}
