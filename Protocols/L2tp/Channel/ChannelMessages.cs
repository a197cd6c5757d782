using System.Collections.Immutable;

namespace Protocols.L2tp;

/// <summary>
/// A control message that has its Ns. Its header is written when it leaves: Nr has to be current each time (RFC 2661 §5.8).
/// </summary>
/// <param name="Body">What follows the twelve octets of the header.</param>
public readonly record struct OutgoingMessage(ushort Ns, ushort SessionId, ReadOnlyMemory<byte> Body);

/// <summary>A peer's message whose turn has come.</summary>
/// <param name="PeerNr">What the peer has acknowledged by now, for <see cref="ControlChannel.WithAccepted"/>.</param>
/// <param name="SessionId">As in the header.</param>
public readonly record struct ReceivedMessage(ushort Ns, ushort PeerNr, ushort SessionId, ReadOnlyMemory<byte> Body);

/// <summary>What became of a received control message.</summary>
public enum ChannelOutcome
{
    /// <summary>The expected one: take it and whatever was waiting behind it (RFC 2661 §5.8).</summary>
    InOrder,

    /// <summary>Its Ns is among the last received and the 32767 before it: acknowledged again, not processed (RFC 2661 §5.8).</summary>
    Duplicate,

    /// <summary>Came before its turn and waits for the missing ones, which the RFC lets us choose (RFC 2661 §5.8).</summary>
    Buffered,

    /// <summary>Further ahead than our window or our buffer: dropped, the peer will send it again.</summary>
    BeyondWindow,

    /// <summary>No body: only its Nr counts, its Ns advances nothing (RFC 2661 §5.8).</summary>
    Zlb,

    /// <summary>
    /// After a recovery the peer insists on a number ahead of ours: the ones between were hellos that we acknowledged and forgot. Take it.
    /// </summary>
    GapAccepted,
}

/// <param name="NeedsAck">Answer now: whatever <see cref="ControlChannel.Transmit"/> lets out carries the Nr, else a ZLB has to.</param>
public readonly record struct ChannelReceipt(ControlChannel Channel, ChannelOutcome Outcome, bool NeedsAck);

/// <param name="Messages">To be sent now, in this order.</param>
public readonly record struct ChannelTransmission(ControlChannel Channel, ImmutableArray<OutgoingMessage> Messages);

/// <param name="Messages">To be sent again now.</param>
/// <param name="GaveUp">The peer is gone: clear the tunnel and all its sessions (RFC 2661 §5.8).</param>
public readonly record struct ChannelTimeout(ControlChannel Channel, ImmutableArray<OutgoingMessage> Messages, bool GaveUp);

/// <summary>All of a channel that its durable calls determine; what a snapshot has to hold.</summary>
/// <param name="Acknowledged">The first number that the peer has not acknowledged as far as we know.</param>
public sealed record ControlChannelDurable(ushort NextNs, ushort NextNr, ushort Acknowledged, ushort PeerWindow,
    ImmutableList<OutgoingMessage> Queue);
