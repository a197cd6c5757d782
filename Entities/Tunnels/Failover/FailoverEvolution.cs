using System.Collections.Immutable;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Failover;

/// <summary>Transient: after a recovery the control channel stands still until <see cref="FailoverBegun"/> is durable.</summary>
public sealed record FailoverPlanned(string Reason) : ITransientEvent;

/// <summary>Transient: how often the peer was asked about the same sessions.</summary>
public sealed record SessionsQueried : ITransientEvent;

/// <summary>Evolve for what RFC 4951 adds to a tunnel, old or recovery.</summary>
internal static class FailoverEvolution
{
    /// <returns>The new state, or null for another's event.</returns>
    public static TunnelState? Evolve(TunnelState state, object @event) => @event switch
    {
        FailoverPlanned e => state with { Planned = e.Reason },
        // the peer's recovery, if one was under way, has lost its ground: our numbers are gone
        FailoverBegun e => state with { Begun = e, Offered = null, Planned = null },
        FailoverOffered e => state with { Offered = e },
        FailoverAbandoned e => state with { Offered = null, Begun = e.Begun ? null : state.Begun, Planned = null },
        ControlChannelReset e => state with
        {
            Channel = state.Channel!.WithReset((ushort)e.Ns, (ushort)e.Nr),
            LastReset = e,
            HasUnnotedHello = false,
            Begun = null,
            Offered = null,
            Planned = null,
            Doubted = [],
            QueryRounds = 0,
        },
        SessionsDoubted e => state with { Doubted = state.Doubted.Union(e.SessionIds.Select(id => (ushort)id)) },
        SessionsConfirmed e => Settled(state with { Doubted = state.Doubted.Except(e.SessionIds.Select(id => (ushort)id)) }),
        SessionsQueried => state with { QueryRounds = state.QueryRounds + 1 },
        RecoveryDelivered => state with { IsDelivered = true },
        _ => null,
    };

    public static void Save(TunnelState state, TunnelSnapshot snapshot)
    {
        snapshot.FailoverBegun = state.Begun;
        snapshot.FailoverOffered = state.Offered;
        snapshot.LastReset = state.LastReset;
        snapshot.Doubted.AddRange(state.Doubted.Select(id => (uint)id));
        snapshot.RecoveryDelivered = state.IsDelivered;
        snapshot.RestedSessions.AddRange(state.RestedSessions.Select(id => (uint)id));
    }

    /// <inheritdoc cref="Save"/>
    public static TunnelState Restore(TunnelState state, TunnelSnapshot snapshot) => state with
    {
        Begun = snapshot.FailoverBegun,
        Offered = snapshot.FailoverOffered,
        LastReset = snapshot.LastReset,
        Doubted = [.. snapshot.Doubted.Select(id => (ushort)id)],
        IsDelivered = snapshot.RecoveryDelivered,
        RestedSessions = [.. snapshot.RestedSessions.Select(id => (ushort)id)],
    };

    private static TunnelState Settled(TunnelState state) => state.Doubted.IsEmpty ? state with { QueryRounds = 0 } : state;
}
