namespace Protocols.Ppp;

/// <summary>Disconnect Code of RFC 3145 §3. The numbers go out in a CDN.</summary>
public enum PppDisconnectCode : ushort
{
    NoInformation = 0,
    Administrative = 1,
    RenegotiationDisabled = 2,
    NormalDisconnection = 3,
    CompulsoryEncryptionRefused = 4,
    LcpTimeout = 5,
    NoLcpRecognised = 6,
    Loopback = 7,
    EchoTimeout = 8,
    EndpointDiscriminatorMismatch = 9,
    MrruMismatch = 10,
    ShortSequenceMismatch = 11,
    CallbackRefused = 12,
    AuthenticationTimeout = 13,
    AuthenticatedNameMismatch = 14,
    AuthenticationProtocolUnacceptable = 15,
    AuthenticationFailed = 16,
    NcpTimeout = 17,
    NoNcpAvailable = 18,
    NoAddressAgreement = 19,
    NoAddressPermitted = 20,
}

/// <summary>Direction of RFC 3145 §2; what 1 and 2 mean is said per code there.</summary>
public enum PppDisconnectDirection : byte
{
    Global = 0,
    AtPeer = 1,
    AtLocal = 2,
}

/// <summary>Why a link ended, ready for the PPP Disconnect Cause AVP (RFC 3145 §2).</summary>
/// <param name="ControlProtocol">The protocol that failed (<see cref="PppProtocol"/>), 0 for codes that name none.</param>
public sealed record PppDisconnectCause(
    PppDisconnectCode Code, ushort ControlProtocol, PppDisconnectDirection Direction, string Text);
