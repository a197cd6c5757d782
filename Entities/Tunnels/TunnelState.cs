using System.Collections.Immutable;
using System.Net;
using Entities.Destinations;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Tunnels;

/// <summary>
/// A control connection and the calls on it. Its durable half is the set of its own events ("facts"), so that a snapshot is a list of
/// facts and a takeover has nothing to translate; the transient half may be forgotten by a crash.
/// </summary>
public sealed record TunnelState(TunnelKey Key)
{
    public TunnelOpening? Opening { get; init; }

    public TunnelAccepting? Accepting { get; init; }

    public PeerIntroduced? Peer { get; init; }

    public TunnelEstablished? Established { get; init; }

    public TunnelClearing? Clearing { get; init; }

    public bool IsForgotten { get; init; }

    public ControlChannel? Channel { get; init; }

    public ImmutableDictionary<ushort, Call> Calls { get; init; } = ImmutableDictionary<ushort, Call>.Empty;

    /// <summary>Calls of an LNS that have not ended, by the key that their dial-out sessions know.</summary>
    public ImmutableDictionary<string, ushort> SessionsByCallKey { get; init; } = ImmutableDictionary<string, ushort>.Empty;

    /// <summary>Low 24 bits of the next Call Serial Number.</summary>
    public uint CallsPlaced { get; init; }

    /// <summary>Records that no server has acknowledged yet, by record id.</summary>
    public ImmutableDictionary<string, AccountingRecord> Accounting { get; init; } = ImmutableDictionary<string, AccountingRecord>.Empty;

    /// <summary>Transient: ids of records that a server has acknowledged, which the journal still holds as unacknowledged.</summary>
    public ImmutableList<string> Confirmed { get; init; } = [];

    /// <summary>RFC 4951: our own recovery of this tunnel is under way; stays while a peer's request that came later is answered.</summary>
    public FailoverBegun? Begun { get; init; }

    /// <summary>RFC 4951: the peer's recovery of this tunnel is under way.</summary>
    public FailoverOffered? Offered { get; init; }

    public ControlChannelReset? LastReset { get; init; }

    /// <summary>Sessions that the peer is being asked about.</summary>
    public ImmutableSortedSet<ushort> Doubted { get; init; } = [];

    /// <summary>Of a recovery tunnel: the old one has its numbers.</summary>
    public bool IsDelivered { get; init; }

    /// <summary>Ids of the last sessions that ended, the latest last: they are used again last (RFC 4951 §3.3).</summary>
    public ImmutableArray<ushort> RestedSessions { get; init; } = [];

    public DateTimeOffset LastAccepted { get; init; }

    /// <summary>Transient: recovery will begin, for this reason.</summary>
    public string? Planned { get; init; }

    /// <inheritdoc cref="TunnelGivenUp"/>
    public bool IsGivenUp { get; init; }

    /// <summary>Transient.</summary>
    public int QueryRounds { get; init; }

    /// <summary>Transient: anything at all was received from the peer.</summary>
    public DateTimeOffset LastHeard { get; init; }

    /// <summary>Transient: the peer's number has been moved on by a HELLO since the last durable message of it.</summary>
    public bool HasUnnotedHello { get; init; }

    /// <summary>Transient: the due time of the retransmission timer that is running.</summary>
    public DateTimeOffset? RetransmitArmed { get; init; }

    /// <summary>Transient: keys of calls placed and ended since the destination was told which live here; null: it has not been told yet.</summary>
    public (ImmutableList<string> Placed, ImmutableList<string> Gone)? Unreported { get; init; }

    /// <summary>Transient: commands that wait until the probe after a takeover has shown our Ns.</summary>
    public ImmutableList<IMessage> Deferred { get; init; } = [];

    /// <summary>Ids that rest: what a failover may have made uncertain are the last few sessions of a tunnel.</summary>
    private const int MostRested = 256;

    /// <summary>Present: this is a recovery tunnel, for that one.</summary>
    public RecoveredTunnel? Recovers => Opening?.Recovers ?? Accepting?.Recovers;

    public FailoverState Failover => this switch
    {
        // an offer that is older than the plan was made with numbers that can't be trusted
        { Planned: not null } => FailoverState.Recovering,
        { Offered: not null } => FailoverState.Offered,
        { Begun: not null } => FailoverState.Recovering,
        { Doubted.IsEmpty: false } => FailoverState.Resynchronising,
        _ => FailoverState.Normal,
    };

    /// <summary>Until the control channel is reset its messages are dropped, and nothing new is queued (RFC 4951 §3.2.1).</summary>
    public bool StandsStill => IsGivenUp || (IsEstablished && Failover is FailoverState.Recovering or FailoverState.Offered);

    public bool IsNew => Opening is null && Accepting is null;

    public bool IsInitiator => Opening is not null;

    public bool IsEstablished => Established is not null && Clearing is null;

    public ushort PeerTunnelId => (ushort)(Peer?.PeerTunnelId ?? 0);

    public ReadOnlyMemory<byte> Secret => (Opening?.Terms.Secret ?? Accepting?.Secret ?? ByteString.Empty).Memory;

    /// <summary>Where the peer sends from: it may answer SCCRQ from another port than we asked (RFC 2661 §8.1).</summary>
    public IPEndPoint PeerEndpoint => (Peer?.Peer ?? Opening?.Terms.Peer ?? Accepting!.Peer).ToIPEndPoint();

    /// <summary>The peer as its destination knows it: where SCCRQ was sent to, or came from.</summary>
    public IPEndPoint DestinationEndpoint => (Opening?.Terms.Peer ?? Accepting!.Peer).ToIPEndPoint();

    /// <summary>The channel still acknowledges, but nothing of ours leaves any more: the peer has closed, or there is none (RFC 2661 §5.7).</summary>
    public bool IsMute => IsGivenUp || Clearing is { ByPeer: true } or { Silent: true } || (IsEstablished && Failover == FailoverState.Recovering);

    public TunnelState WithoutCall(ushort sessionId) => this with
    {
        Calls = Calls.Remove(sessionId),
        RestedSessions = [.. RestedSessions.Length < MostRested ? RestedSessions : RestedSessions.RemoveAt(0), sessionId],
    };

    public ControlConnectionState Phase => this switch
    {
        { Clearing: not null } or { Opening: null, Accepting: null } => ControlConnectionState.Idle,
        // the SCCRQ that made this tunnel has not been looked at yet
        { Opening: null, Peer: null } => ControlConnectionState.Idle,
        { Established: not null } => ControlConnectionState.Established,
        { Opening: not null } => ControlConnectionState.WaitCtlReply,
        _ => ControlConnectionState.WaitCtlConn,
    };
}

/// <summary>A session of a tunnel; the LNS's and the LAC's calls are told apart by type.</summary>
/// <param name="SessionId">Ours: what the peer writes into headers.</param>
public abstract record Call(ushort SessionId)
{
    /// <summary>The peer's id for this session, 0 until it is known.</summary>
    public abstract ushort PeerSessionId { get; }
}
