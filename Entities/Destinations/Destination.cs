using System.Collections.Immutable;
using Google.Protobuf;
using Shared.Messages;

namespace Entities.Destinations;

/// <summary>All that is known of one peer of one local end point. Messages in it are never changed.</summary>
public sealed record Destination
{
    public required DestinationKey Key { get; init; }

    public AdministrativeState Administrative { get; init; }

    /// <summary>A tunnel has once been up: until then our first SCCRQ gives up early.</summary>
    public bool PeerHasAnswered { get; init; }

    /// <summary>Null: usable. Its time may be over while a test tunnel is opening.</summary>
    public DestinationLockedOut? Lockout { get; init; }

    public ImmutableSortedDictionary<ushort, DestinationTunnel> Tunnels { get; init; } =
        ImmutableSortedDictionary<ushort, DestinationTunnel>.Empty;

    /// <summary>Ids that may not be used again before a time.</summary>
    public ImmutableDictionary<ushort, DateTimeOffset> Resting { get; init; } = ImmutableDictionary<ushort, DateTimeOffset>.Empty;

    /// <summary>After a recovery, until the tunnels have reported: what came meanwhile.</summary>
    public bool Recovering { get; init; }

    /// <inheritdoc cref="Recovering"/>
    public ImmutableList<IMessage> Held { get; init; } = [];

    /// <summary>When the peer opened its last tunnels.</summary>
    public ImmutableList<DateTimeOffset> Arrivals { get; init; } = [];

    /// <summary>Digests of SCCRQs that lost a tie, so that a late copy opens no tunnel.</summary>
    public ImmutableDictionary<ulong, DateTimeOffset> Losers { get; init; } = ImmutableDictionary<ulong, DateTimeOffset>.Empty;

    /// <summary>Until then dropped messages are only counted.</summary>
    public DateTimeOffset NextDropReport { get; init; }

    public DestinationCounters Counters { get; init; } = new();

    public int Sessions => Tunnels.Values.Sum(tunnel => tunnel.Sessions);

    public DestinationTunnel? TunnelOfCall(string callKey) => Tunnels.Values.FirstOrDefault(tunnel => tunnel.Has(callKey));
}

/// <summary>A call that was forwarded to a tunnel.</summary>
/// <param name="Seen">The tunnel has reported it.</param>
public sealed record ForwardedCall(PlaceCall Command, DateTimeOffset At, bool Seen);

/// <summary>One tunnel as the destination sees it.</summary>
public sealed record DestinationTunnel(DestinationTunnelAssigned Assigned)
{
    public ushort Id => (ushort)Assigned.TunnelId;

    /// <summary>It lost a tie and is about to go.</summary>
    public bool Losing { get; init; }

    /// <summary>This process has told it what to do; a tunnel from before a crash must report first.</summary>
    public bool Told { get; init; }

    /// <summary>When it was told last.</summary>
    public DateTimeOffset ToldAt { get; init; }

    /// <summary>Its last report, but for the calls.</summary>
    public TunnelLoad? Load { get; init; }

    /// <summary>Keys of the calls that it has reported.</summary>
    public ImmutableHashSet<string> Reported { get; init; } = [];

    public ImmutableDictionary<string, ForwardedCall> Forwarded { get; init; } = ImmutableDictionary<string, ForwardedCall>.Empty;

    public bool IsKnown => Told || Load is not null;

    public bool Established => Load is { Established: true };

    /// <summary>Our recovery tunnel for the old tunnel with this id of ours (RFC 4951).</summary>
    public bool IsOurRecoveryOf(uint tunnelId) => Assigned is { Accepted: false, Recovers: { } old } && old.TunnelId == tunnelId;

    /// <summary>The peer's recovery tunnel for this old tunnel: it names both ids, which a stranger would have to guess.</summary>
    public bool IsPeersRecoveryOf(RecoveredTunnel tunnel) =>
        Assigned is { Accepted: true, Recovers: { } old } && old.TunnelId == tunnel.TunnelId && old.PeerTunnelId == tunnel.PeerTunnelId;

    /// <summary>Our SCCRQ is out and unanswered, as far as we know.</summary>
    public bool IsOpening => !Assigned.Accepted && IsKnown && !Established && !Losing;

    /// <summary>Calls that it has reported or been sent. Kept, not counted: every call that is placed asks it of every tunnel.</summary>
    public int Sessions { get; init; }

    public bool Has(string callKey) => Forwarded.ContainsKey(callKey) || Reported.Contains(callKey);

    /// <summary>Tunnels are shared by calls that would open the same one: assignment id, names and secret (RFC 2868 §3.7).</summary>
    public bool Suits(TunnelTerms terms) => Assigned is { Recovers: null, Terms: { } own }
        && own.AssignmentId == terms.AssignmentId && own.LocalName == terms.LocalName
        && own.ExpectedPeerName == terms.ExpectedPeerName && own.Secret == terms.Secret && own.VirtualRouter == terms.VirtualRouter;
}
