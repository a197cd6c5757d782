using Shared.Messages;

namespace Entities.Destinations;

/// <summary>What an operator is shown.</summary>
internal static class DestinationView
{
    public static DestinationStatus Of(Destination destination, AdministrativeState effective) => new()
    {
        Destination = destination.Key.ToString(),
        Local = destination.Key.Local.ToMessage(),
        Peer = destination.Key.Peer.ToMessage(),
        Administrative = destination.Administrative,
        Effective = effective,
        LockedOut = destination.Lockout is not null,
        LockedOutSinceUnixMs = destination.Lockout?.SinceUnixMs ?? 0,
        LockedOutUntilUnixMs = destination.Lockout?.UntilUnixMs ?? 0,
        LockoutReason = destination.Lockout?.Reason ?? "",
        PeerHasAnswered = destination.PeerHasAnswered,
        Tunnels = { destination.Tunnels.Values.Select(tunnel => Of(destination, tunnel)) },
        Sessions = (uint)destination.Sessions,
        IdsResting = (uint)destination.Resting.Count,
        Held = (uint)destination.Held.Count,
        Counters = destination.Counters,
    };

    private static DestinationTunnelStatus Of(Destination destination, DestinationTunnel tunnel) => new()
    {
        TunnelId = tunnel.Id,
        TunnelKey = new TunnelKey(destination.Key.Local, tunnel.Id).ToString(),
        Accepted = tunnel.Assigned.Accepted,
        Test = tunnel.Assigned.Test,
        Established = tunnel.Established,
        PeerTunnelId = tunnel.Load?.PeerTunnelId ?? tunnel.Assigned.PeerTunnelId,
        AssignmentId = tunnel.Assigned.Terms?.AssignmentId ?? "",
        Sessions = (uint)tunnel.Sessions,
        MaximumSessions = tunnel.Assigned.Terms?.MaximumSessions ?? 0,
    };
}
