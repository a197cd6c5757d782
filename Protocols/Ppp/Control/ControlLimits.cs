namespace Protocols.Ppp.Control;

/// <summary>Counters of RFC 1661 §4.6.</summary>
/// <param name="Passive">Wait for the peer's first packet, and go on waiting where the peer goes silent (§4.2, "p").</param>
public sealed record ControlLimits(TimeSpan RestartTimer, int MaxConfigure, int MaxTerminate, int MaxFailure, bool Passive)
{
    /// <summary>
    /// Configure-Requests in one negotiation, whatever the peer answers. RFC 1661 starts its counter anew with every
    /// Configure-Nak, so a peer that never agrees with itself would keep the line busy for ever.
    /// </summary>
    public int MaxRequests => 3 * MaxConfigure;
}
