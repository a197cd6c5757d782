using System.Net;
using Entities.Tunnels;
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
        FirstContactRetransmissions = Transmissions(options.L2tp.FirstContactSeconds, options.L2tp.RetransmitInitialMs),
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

    public bool AssumesBearer(IPAddress peer) => options.Destinations.Any(d => d.Address.Equals(peer) && d.Bearer is not null);

    /// <summary>How many waits, each twice the one before, fit into the time that a LAC has for its first answer.</summary>
    private static int Transmissions(int seconds, int initialMs)
    {
        var count = 1;
        for (var spent = initialMs; spent + (initialMs << count) <= seconds * 1000; count++)
            spent += initialMs << count;
        return count;
    }
}
