namespace Protocols.Ppp;

/// <summary>Timers that the caller keeps for a link. A timer that fires although it was cancelled is ignored.</summary>
public enum PppTimer
{
    /// <summary>RFC 1661 §4.6, for LCP.</summary>
    LcpRestart = 1,
    /// <summary>We authenticate: the next Challenge, or the end of patience with a PAP peer.</summary>
    AuthenticatorRestart = 2,
    /// <summary>We are authenticated: the next Authenticate-Request or Response, or the end of patience.</summary>
    AuthenticateeTimeout = 3,
    /// <summary>RFC 1661 §4.6, for IPCP.</summary>
    IpcpRestart = 4,
    /// <summary>The next Echo-Request.</summary>
    EchoInterval = 5,
}
