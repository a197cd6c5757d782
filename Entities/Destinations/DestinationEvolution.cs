using System.Collections.Immutable;
using System.Diagnostics;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>The destination after an event.</summary>
internal static class DestinationEvolution
{
    public static Destination Apply(Destination destination, object happened) => happened switch
    {
        DestinationTransient transient => DestinationTransients.Apply(destination, transient),
        DestinationTunnelAssigned e => destination with
        {
            Tunnels = destination.Tunnels.SetItem((ushort)e.TunnelId, new DestinationTunnel(e)),
        },
        DestinationTunnelForgotten e => destination with
        {
            Tunnels = destination.Tunnels.Remove((ushort)e.TunnelId),
            Resting = destination.Resting.SetItem((ushort)e.TunnelId, DateTimeOffset.FromUnixTimeMilliseconds(e.RestUntilUnixMs)),
        },
        DestinationTieLost e => Change(destination, (ushort)e.TunnelId, tunnel => tunnel with { Losing = true }),
        DestinationLockedOut e => destination with { Lockout = e },
        DestinationLockoutEnded => destination with { Lockout = null },
        DestinationStateSet e => destination with { Administrative = e.State },
        DestinationPeerAnswered => destination with { PeerHasAnswered = true },
        DestinationSnapshot e => Restore(destination.Key, e),
        _ => throw new UnreachableException($"{happened.GetType().Name} is no event of a destination"),
    };

    public static IMessage Snapshot(Destination destination) => new DestinationSnapshot
    {
        State = destination.Administrative,
        PeerHasAnswered = destination.PeerHasAnswered,
        Tunnels = { destination.Tunnels.Values.Select(tunnel => tunnel.Assigned) },
        Resting =
        {
            destination.Resting.Select(entry =>
                new DestinationRestingId { TunnelId = entry.Key, UntilUnixMs = entry.Value.ToUnixTimeMilliseconds() }),
        },
        Lockout = destination.Lockout,
        Losing = { destination.Tunnels.Values.Where(tunnel => tunnel.Losing).Select(tunnel => (uint)tunnel.Id) },
    };

    public static Destination Change(Destination destination, ushort id, Func<DestinationTunnel, DestinationTunnel> change) =>
        destination.Tunnels.TryGetValue(id, out var tunnel)
            ? destination with { Tunnels = destination.Tunnels.SetItem(id, change(tunnel)) } : destination;

    private static Destination Restore(DestinationKey key, DestinationSnapshot snapshot) => new()
    {
        Key = key,
        Administrative = snapshot.State,
        PeerHasAnswered = snapshot.PeerHasAnswered,
        Lockout = snapshot.Lockout,
        Tunnels = snapshot.Tunnels.ToImmutableSortedDictionary(assigned => (ushort)assigned.TunnelId,
            assigned => new DestinationTunnel(assigned) { Losing = snapshot.Losing.Contains(assigned.TunnelId) }),
        Resting = snapshot.Resting.ToImmutableDictionary(entry => (ushort)entry.TunnelId,
            entry => DateTimeOffset.FromUnixTimeMilliseconds(entry.UntilUnixMs)),
    };
}
