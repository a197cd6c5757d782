using System.Collections.Immutable;
using Entities.DialOut;
using Entities.Tunnels;
using Protocols.L2tp;
using Protocols.Ppp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>An outgoing call as the LNS sees it (RFC 2661 §7.5.2), with the PPP link that runs over it.</summary>
public sealed record LnsCall(CallPlaced Placed) : Call((ushort)Placed.SessionId)
{
    public CallAnswered? Answered { get; init; }

    public CallConnected? Connected { get; init; }

    public CallNetworkUp? Up { get; init; }

    public CallEnded? Ended { get; init; }

    /// <summary>Up, but PPP is negotiating anew.</summary>
    public bool IsRenegotiating { get; init; }

    /// <summary>Data sequence numbers below this may be in use; the first block is there from the start.</summary>
    public uint SequenceReserved { get; init; } = DataSequence.Block;

    /// <summary>Transient. Null until OCCN, and after a recovery until Resume.</summary>
    public PppLink? Ppp { get; init; }

    /// <summary>Transient: what RADIUS said of the remote site, kept until IPCP is up.</summary>
    public PeerProfile? Profile { get; init; }

    /// <summary>Transient: the RADIUS question that is out for the peer's proof.</summary>
    public string? Asked { get; init; }

    public override ushort PeerSessionId => (ushort)(Answered?.PeerSessionId ?? 0);

    public CallOrder Order => Placed.Order;

    public string Key => Placed.Order.CallKey;

    public OutgoingCallLnsState Phase(bool tunnelIsUp) => this switch
    {
        { Ended: not null } => OutgoingCallLnsState.Idle,
        { Connected: not null } => OutgoingCallLnsState.Established,
        { Answered: not null } => OutgoingCallLnsState.WaitConnect,
        _ when tunnelIsUp => OutgoingCallLnsState.WaitReply,
        _ => OutgoingCallLnsState.WaitTunnel,
    };
}

/// <summary>What the second Access-Accept grants the remote site.</summary>
public sealed record PeerProfile
{
    public ImmutableArray<Prefix> Routes { get; init; } = [];

    public ImmutableArray<Google.Protobuf.ByteString> Class { get; init; } = [];

    public uint? IdleTimeoutSeconds { get; init; }

    public uint? SessionTimeoutSeconds { get; init; }

    public uint? InterimIntervalSeconds { get; init; }
}

/// <summary>PPP moved on: negotiation that starts again after a crash.</summary>
public sealed record PppMoved(ushort SessionId, PppLink Link) : ITransientEvent;

public sealed record PeerAsked(ushort SessionId, string Correlation) : ITransientEvent;

public sealed record PeerGranted(ushort SessionId, PeerProfile Profile) : ITransientEvent;
