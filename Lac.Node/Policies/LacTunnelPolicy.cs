using System.Net;
using Entities.Destinations;
using Entities.Tunnels;
using Entities.Tunnels.Failover;
using Lac.Node.Configuration;

namespace Lac.Node.Policies;

/// <summary>What tunnels and destinations ask of a LAC's configuration.</summary>
public sealed class LacTunnelPolicy(LacOptions options) : ITunnelPolicy, IDestinationPolicy
{
    private const uint Digital = 1;
    private const uint Analog = 2;
    private const uint Asynchronous = 2;

    public TunnelSettings Settings { get; } = new()
    {
        HostName = options.L2tp.HostName ?? options.Node,
        ReceiveWindowSize = (ushort)options.L2tp.ReceiveWindowSize,
        HelloIntervalSeconds = options.L2tp.HelloIntervalSeconds,
        MaximumRetransmissions = options.L2tp.MaximumRetransmissions,
        RetransmitInitialMs = options.L2tp.RetransmitInitialMs,
        RetransmitCapMs = options.L2tp.RetransmitCapSeconds * 1000,
        IdleTimeoutSeconds = options.L2tp.TunnelIdleTimeoutSeconds,
        MaximumSessions = options.L2tp.SessionsPerTunnel,
        HideAvps = options.L2tp.HideAvps,
        BearerCapabilities = options.Pools.Aggregate(0u, (bits, pool) => bits | PoolTerms.BearerBits(pool.Bearer)) & (Digital | Analog),
        FramingCapabilities = Asynchronous,
    };

    public PeerPolicy? Accept(string hostName, IPAddress peer) => Find(hostName, peer) is { } known
        ? new PeerPolicy(known.Secret?.Octets ?? default, known.Secret?.Name ?? "", Settings.HostName)
        : null;

    public bool AssumesBearer(IPAddress peer) => false;

    /// <summary>An LNS is known by its host name too, which is not at hand here: the first entry with this address, or for any.</summary>
    public ResynchMethod Resynch(IPAddress peer) =>
        options.Peers.FirstOrDefault(known => known.Address is null || known.Address.Equals(peer))?.ResynchMethod ?? ResynchMethod.Silent;

    public bool SendsQ931Cause(string hostName, IPAddress peer) => Find(hostName, peer)?.SendQ931Cause ?? false;

    public DestinationSettings For(DestinationKey destination) => new() { SessionsPerTunnel = options.L2tp.SessionsPerTunnel };

    private LnsPeerOptions? Find(string hostName, IPAddress peer) => options.Peers.FirstOrDefault(known =>
        (known.HostName is null || known.HostName == hostName) && (known.Address is null || known.Address.Equals(peer)));
}
