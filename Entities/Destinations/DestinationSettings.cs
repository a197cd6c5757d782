using Entities.Tunnels.Failover;
using Shared.Messages;

namespace Entities.Destinations;

/// <summary>How one destination is treated.</summary>
public sealed record DestinationSettings
{
    public static DestinationSettings Default { get; } = new();

    /// <summary>Of the levels above; the effective state is the stricter one of this and the destination's own.</summary>
    public AdministrativeState Administrative { get; init; }

    /// <summary>How long a destination that did not answer or refused a tunnel is passed over.</summary>
    public TimeSpan Lockout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>After its time it stays out until a test tunnel comes up.</summary>
    public bool LockoutTest { get; init; }

    public int SessionsPerTunnel { get; init; } = 500;

    /// <summary>Of all tunnels together; 0: no limit.</summary>
    public int MaximumSessions { get; init; }

    /// <summary>Whether this peer may open tunnels to us.</summary>
    public bool AcceptsTunnels { get; init; } = true;

    /// <summary>A retransmission cycle (31 s, RFC 2661 §5.7) plus the Recovery Time that we announce (RFC 4951 §5.1).</summary>
    public TimeSpan IdRest { get; init; } = TimeSpan.FromSeconds(31 + FailoverTerms.RecoveryTimeSeconds);
}

/// <summary>Read while deciding, as <see cref="DialOut.IDialOutPolicy"/>.</summary>
public interface IDestinationPolicy
{
    DestinationSettings For(DestinationKey destination);
}
