using System.Net;
using Entities.Tunnels.Failover;
using Node.Common.Configuration;

namespace Lns.Node.Configuration;

/// <summary>What a LAC can reach, where its own Bearer Capabilities AVP is missing or wrong.</summary>
public enum BearerOverride
{
    Analog,
    Digital,
    Both,
}

public enum AdministrativeState
{
    Enabled,
    Drain,
    Disabled,
}

/// <summary>One LAC, by address; what RADIUS or a site says about it goes first.</summary>
public sealed record DestinationOptions
{
    [Setting("Address of the LAC.")]
    public required IPAddress Address { get; init; }

    [Setting("Secret of the tunnel, where neither RADIUS nor the site gives one.")]
    public Secret? Secret { get; init; }

    [Setting("Send outgoing calls of this bearer although the LAC announces none, or another, in Bearer Capabilities.")]
    public BearerOverride? Bearer { get; init; }

    [Setting("What becomes of its tunnels when this node starts again: closed (`off`), recovered by RFC 4951 (`failover-protocol`), taken over without a word "
        + "(`silent`, the default; by RFC 4951 where the journal lost its tail), or RFC 4951 and silently where the LAC does not speak it.")]
    public ResynchMethod? ResynchMethod { get; init; }

    [Setting("`enabled`, `drain` (no new calls) or `disabled` (all calls closed).")]
    public AdministrativeState AdministrativeState { get; init; }

    [Setting("Calls that the LAC may carry at once."), Within(1, 1000000, Zero = "no limit")]
    public int MaximumSessions { get; init; }

    [Setting("As `l2tp.lockoutSeconds`, for this LAC."), Within(60, 3600, Timer = true)]
    public int? LockoutSeconds { get; init; }

    [Setting("As `l2tp.lockoutTest`, for this LAC.")]
    public bool? LockoutTest { get; init; }
}

/// <summary>A peer that opens tunnels to us, known by its Host Name AVP.</summary>
public sealed record PeerOptions
{
    [Setting("Host Name AVP of the peer.")]
    public required string HostName { get; init; }

    [Setting("The peer's address, if it must be this one.")]
    public IPAddress? Address { get; init; }

    [Setting("Secret of the tunnel; without one neither end proves who it is.")]
    public Secret? Secret { get; init; }
}
