using System.Collections.Immutable;
using Entities.Destinations;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>All that a dial-out session knows. Messages in it are never changed.</summary>
public sealed record DialOutSession
{
    public required DialOutSessionKey Key { get; init; }

    /// <summary><see cref="DialOutState.None"/> before the first trigger and after the end.</summary>
    public DialOutState State { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>When the state's timer is due; null in states without one.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Number of the last question or call.</summary>
    public uint Attempt { get; init; }

    public string AcctSessionId { get; init; } = "";

    /// <summary>The node's running number when the session began to ask: where round-robin starts.</summary>
    public uint Turn { get; init; }

    /// <summary>How long the last rest was; zero when it is forgotten.</summary>
    public TimeSpan BackOff { get; init; }

    /// <summary>From the grant until the call has ended.</summary>
    public DialOutGrant? Grant { get; init; }

    public DialOutCall? Call { get; init; }

    /// <summary>Destinations of this grant that were tried before <see cref="Call"/>.</summary>
    public ImmutableList<DialOutTry> Tries { get; init; } = [];

    /// <summary>What the tunnel said when PPP was up.</summary>
    public CallUp? Up { get; init; }

    /// <summary>The tunnel that has the call, once it said so. Forgotten by a crash while connecting, and told again.</summary>
    public CallAccepted? Accepted { get; init; }

    /// <summary>After a recovery nobody has said yet that the call is still up.</summary>
    public bool Doubted { get; init; }

    /// <summary>Calls that are to be closed and whose end nobody has confirmed.</summary>
    public ImmutableList<DialOutCallToClose> Closing { get; init; } = [];

    /// <summary>How often the open questions have been repeated; a crash starts anew.</summary>
    public int Repeats { get; init; }

    /// <summary>Whole IP packets that wait for the call.</summary>
    public ImmutableList<ReadOnlyMemory<byte>> Buffer { get; init; } = [];

    public DialOutResult LastResult { get; init; } = new();

    public SessionCounters Counters { get; init; } = new();

    public string? CallKey => Call is null ? null : DialOut.CallKey.Of(Key, Call.Attempt);

    public TunnelTerms? Lac => Call is null ? null : Grant?.Tunnels[(int)Call.Tunnel];

    /// <summary>Who can close the call: its tunnel, or the destination while no tunnel has spoken.</summary>
    public EntityId? CallOwner => Call is null ? null
        : (Up?.TunnelKey ?? Accepted?.TunnelKey) is { } tunnel ? new EntityId(EntityKinds.Tunnel, tunnel)
        : new DestinationKey(Lac!.Local.ToIPEndPoint(), Lac.Peer.ToIPEndPoint()).Entity;

    /// <summary>Authenticating and connecting own a place in the node's connecting gate.</summary>
    public static bool OwnsSlot(DialOutState state) => state is DialOutState.Authenticating or DialOutState.Connecting;
}
