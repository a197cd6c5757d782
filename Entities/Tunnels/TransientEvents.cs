using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages.Entities;

namespace Entities.Tunnels;

/// <summary>Acknowledgements, reordering, retransmission: progress that the channel makes again after a crash.</summary>
public sealed record ChannelMoved(ControlChannel Channel) : ITransientEvent;

/// <summary>Something came from the peer.</summary>
public sealed record PeerHeard(DateTimeOffset At) : ITransientEvent;

/// <summary>A HELLO took an Ns. Not journaled: a takeover finds the true Ns by its probe.</summary>
public sealed record HelloQueued : ITransientEvent;

/// <summary>A peer's HELLO was accepted. Not journaled before it is acknowledged: a takeover allows for the gap, until the number is noted.</summary>
public sealed record HelloAccepted(ushort Ns, ushort PeerNr) : ITransientEvent;

public sealed record RetransmitTimerArmed(DateTimeOffset? Due) : ITransientEvent;

/// <summary>A server took the record. <see cref="AccountingConfirmations"/> says when that becomes durable.</summary>
public sealed record RecordConfirmed(string RecordId) : ITransientEvent;

/// <summary>A call was placed, or has ended, and the destination has not heard of it.</summary>
public sealed record CallUnreported(string CallKey, bool IsGone) : ITransientEvent;

/// <summary>The destination has been told which calls live here, and need hear of changes only.</summary>
public sealed record LoadTold : ITransientEvent;

/// <summary>Its numbers can't be trusted and nothing can recover them: it is about to be cleared, and stands still until then.</summary>
public sealed record TunnelGivenUp : ITransientEvent;

public sealed record CommandDeferred(IMessage Command) : ITransientEvent;

public sealed record DeferredTaken : ITransientEvent;
