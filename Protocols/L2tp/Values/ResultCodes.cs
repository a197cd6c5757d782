namespace Protocols.L2tp;

/// <summary>Result codes of StopCCN (RFC 2661 §4.4.2; 8: RFC 3308 §10).</summary>
public enum StopCcnResult : ushort
{
    GeneralRequest = 1,
    GeneralError = 2,
    ControlChannelExists = 3,
    NotAuthorized = 4,

    /// <summary>The error code is then the highest version supported.</summary>
    VersionUnsupported = 5,

    ShuttingDown = 6,
    FiniteStateMachineError = 7,
    ControlConnectionDsMismatch = 8,
}

/// <summary>Result codes of CDN (RFC 2661 §4.4.2; 12: RFC 3308 §10).</summary>
public enum CdnResult : ushort
{
    CarrierLost = 1,
    GeneralError = 2,
    Administrative = 3,
    NoFacilitiesTemporary = 4,
    NoFacilitiesPermanent = 5,
    InvalidDestination = 6,
    NoCarrier = 7,
    Busy = 8,
    NoDialTone = 9,
    NotEstablishedInTime = 10,
    NoFraming = 11,
    SessionDsMismatch = 12,
}

/// <summary>General error codes (RFC 2661 §4.4.2).</summary>
public enum GeneralError : ushort
{
    None = 0,
    NoControlConnection = 1,
    LengthWrong = 2,
    ValueOutOfRange = 3,
    InsufficientResources = 4,
    InvalidSessionId = 5,

    /// <summary>Something at the LAC; the message should say what.</summary>
    VendorSpecific = 6,

    TryAnother = 7,

    /// <summary>The message should name the attribute.</summary>
    UnknownMandatoryAvp = 8,
}

/// <summary>The codes in words for logs and operators, after RFC 2661 §4.4.2.</summary>
public static class ResultCodes
{
    public static string Text(this StopCcnResult result) => result switch
    {
        StopCcnResult.GeneralRequest => "general request to clear the control connection",
        StopCcnResult.GeneralError => "general error",
        StopCcnResult.ControlChannelExists => "control channel already exists",
        StopCcnResult.NotAuthorized => "not authorized to establish a control channel",
        StopCcnResult.VersionUnsupported => "protocol version not supported",
        StopCcnResult.ShuttingDown => "peer is being shut down",
        StopCcnResult.FiniteStateMachineError => "finite state machine error",
        StopCcnResult.ControlConnectionDsMismatch => "differentiated services value of the control connection not acceptable",
        _ => $"unknown result {(ushort)result}",
    };

    public static string Text(this CdnResult result) => result switch
    {
        CdnResult.CarrierLost => "loss of carrier",
        CdnResult.GeneralError => "general error",
        CdnResult.Administrative => "administrative reasons",
        CdnResult.NoFacilitiesTemporary => "no appropriate facilities at the moment",
        CdnResult.NoFacilitiesPermanent => "no appropriate facilities at all",
        CdnResult.InvalidDestination => "invalid destination",
        CdnResult.NoCarrier => "no carrier detected",
        CdnResult.Busy => "busy signal detected",
        CdnResult.NoDialTone => "no dial tone",
        CdnResult.NotEstablishedInTime => "not established within the LAC's time",
        CdnResult.NoFraming => "connected, but no appropriate framing detected",
        CdnResult.SessionDsMismatch => "differentiated services value of the session not acceptable",
        _ => $"unknown result {(ushort)result}",
    };

    public static string Text(this GeneralError error) => error switch
    {
        GeneralError.None => "no general error",
        GeneralError.NoControlConnection => "no control connection exists yet",
        GeneralError.LengthWrong => "length is wrong",
        GeneralError.ValueOutOfRange => "field value out of range",
        GeneralError.InsufficientResources => "insufficient resources at the moment",
        GeneralError.InvalidSessionId => "session ID invalid in this context",
        GeneralError.VendorSpecific => "vendor-specific error in the LAC",
        GeneralError.TryAnother => "try another",
        GeneralError.UnknownMandatoryAvp => "unknown mandatory AVP",
        _ => $"unknown error {(ushort)error}",
    };
}
