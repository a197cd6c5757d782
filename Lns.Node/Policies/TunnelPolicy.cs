using System.Net;
using Entities.Tunnels;
using Entities.Tunnels.Failover;
using Lns.Node.Configuration;

namespace Lns.Node.Policies;

/// <summary>What tunnels ask of an LNS's configuration.</summary>
public sealed class TunnelPolicy(LnsOptions options) : ITunnelPolicy
{
    public TunnelSettings Settings { get; } = new()
    {
        HostName = options.L2tp.HostName ?? options.Node,
        ReceiveWindowSize = (ushort)options.L2tp.ReceiveWindowSize,
        HelloIntervalSeconds = options.L2tp.HelloIntervalSeconds,
        MaximumRetransmissions = options.L2tp.MaximumRetransmissions,
        FirstContactRetransmissions = options.L2tp.FirstContactRetransmissions,
        RetransmitInitialMs = options.L2tp.RetransmitInitialMs,
        RetransmitCapMs = options.L2tp.RetransmitCapSeconds * 1000,
        IdleTimeoutSeconds = options.L2tp.TunnelIdleTimeoutSeconds,
        MaximumSessions = options.L2tp.SessionsPerTunnel,
        HideAvps = options.L2tp.HideAvps,
    };

    public PeerPolicy? Accept(string hostName, IPAddress peer)
    {
        var known = options.Peers.FirstOrDefault(p => p.HostName == hostName && (p.Address is null || p.Address.Equals(peer)));
        return known is null ? null : new PeerPolicy(known.Secret?.Octets ?? default, known.Secret?.Name ?? "", Settings.HostName);
    }

    /// <summary>It is the LAC that knows the telephone network's causes.</summary>
    public bool SendsQ931Cause(string hostName, IPAddress peer) => false;

    public ResynchMethod Resynch(IPAddress peer) =>
        options.Destinations.FirstOrDefault(d => d.Address.Equals(peer))?.ResynchMethod ?? ResynchMethod.Silent;

    public bool AssumesBearer(IPAddress peer) => options.Destinations.Any(d => d.Address.Equals(peer) && d.Bearer is not null);
}
