using System.Collections.Immutable;
using Entities.Tunnels.Failover;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;

namespace Entities.Tunnels;

/// <summary>The durable half of a tunnel as one event, and back.</summary>
internal static class TunnelSnapshots
{
    public static TunnelSnapshot Take(TunnelState state, ICallRole role)
    {
        var snapshot = new TunnelSnapshot
        {
            Opening = state.Opening,
            Accepting = state.Accepting,
            Peer = state.Peer,
            Established = state.Established,
            Clearing = state.Clearing,
            NextNs = state.Channel?.NextNs ?? 0u,
            NextNr = state.Channel?.NextNr ?? 0u,
            Acknowledged = state.Channel?.Acknowledged ?? 0u,
            PeerWindow = state.Channel?.PeerWindow ?? 0u,
            CallsPlaced = state.CallsPlaced,
            LastAcceptedUnixMs = state.LastAccepted.ToUnixTimeMilliseconds(),
        };
        foreach (var message in state.Channel?.Queue ?? [])
            snapshot.Queue.Add(new ControlQueued { Ns = message.Ns, SessionId = message.SessionId, Body = ByteString.CopyFrom(message.Body.Span) });
        snapshot.Accounting.AddRange(state.Accounting.Values);
        FailoverEvolution.Save(state, snapshot);
        role.Save(state, snapshot);
        return snapshot;
    }

    public static TunnelState Restore(TunnelState state, TunnelSnapshot snapshot, TunnelSettings settings, ICallRole role)
    {
        var channelSettings = snapshot.Established is null
            ? TunnelEvolution.ChannelSettings(settings, snapshot.Opening?.FirstContact == true, snapshot.Opening?.Terms)
            : TunnelEvolution.EstablishedSettings(settings, snapshot.Opening, snapshot.Peer);
        var channel = ControlChannel.Restore(channelSettings, new ControlChannelDurable(
            (ushort)snapshot.NextNs, (ushort)snapshot.NextNr, (ushort)snapshot.Acknowledged, (ushort)snapshot.PeerWindow,
            [.. snapshot.Queue.Select(q => new OutgoingMessage((ushort)q.Ns, (ushort)q.SessionId, q.Body.Memory))]));
        var restored = state with
        {
            Opening = snapshot.Opening,
            Accepting = snapshot.Accepting,
            Peer = snapshot.Peer,
            Established = snapshot.Established,
            Clearing = snapshot.Clearing,
            CallsPlaced = snapshot.CallsPlaced,
            LastAccepted = TunnelEvolution.At(snapshot.LastAcceptedUnixMs),
            Accounting = snapshot.Accounting.ToImmutableDictionary(record => record.RecordId),
            Channel = channel,
        };
        return role.Restore(FailoverEvolution.Restore(restored, snapshot), snapshot);
    }
}
