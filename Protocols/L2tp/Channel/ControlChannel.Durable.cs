using System.Collections.Immutable;

namespace Protocols.L2tp;

// The durable half. Nothing here looks at transient state to decide what becomes of Ns, Nr, window and queue.
public sealed partial record ControlChannel
{
    /// <summary>
    /// Appends a message, unsent. Live, <paramref name="ns"/> is <see cref="NextNs"/>; in a replay it may be ahead, where hellos between
    /// were not journaled. So that ahead can be told from behind, no more than 32767 hellos may pass without a durable call.
    /// </summary>
    /// <param name="body">What follows the header, not empty.</param>
    /// <exception cref="InvalidOperationException">A number used before, or a second message while <see cref="IsProbing"/>.</exception>
    public ControlChannel WithQueued(ushort ns, ushort sessionId, ReadOnlyMemory<byte> body)
    {
        if (Sequence.IsBefore(ns, NextNs))
            throw new InvalidOperationException($"Ns {ns} was used before, the next is {NextNs}");
        if (IsProbing && !NeedsProbe)
            throw new InvalidOperationException("numbers are unknown until the peer has answered the probe");
        return this with
        {
            NextNs = Sequence.After(ns),
            Queue = Queue.Add(new OutgoingMessage(ns, sessionId, body)),
            ProbeEnd = IsProbing ? Sequence.After(ns) : ProbeEnd,
        };
    }

    /// <summary>
    /// A message of the peer is processed: numbers up to its Ns are done with, and what <paramref name="peerNr"/> acknowledges is
    /// forgotten. Ours may be behind it in a replay, by hellos that were sent and acknowledged without a journal.
    /// </summary>
    public ControlChannel WithAccepted(ushort ns, ushort peerNr)
    {
        var nextNr = Sequence.After(ns);
        var channel = Sequence.IsBefore(Acknowledged, peerNr) ? WithoutAcknowledged(peerNr) : this;
        return channel with
        {
            NextNr = nextNr,
            NextNs = Sequence.IsBefore(NextNs, peerNr) ? peerNr : NextNs,
            Reordered = IsDoubtful ? Reordered.Clear() : WithoutBefore(nextNr),
            GapEnd = GapEnd is { } end && Sequence.IsBefore(ns, end) ? end : null,
            GapSlack = 0,
        };
    }

    /// <summary>The peer's Receive Window Size AVP; absent, the default stays.</summary>
    public ControlChannel WithPeerWindow(ushort window)
    {
        // 0 is invalid and refused by the parser; a channel that could never send would be worse.
        var peerWindow = Math.Max(window, (ushort)1);
        return this with
        {
            PeerWindow = peerWindow,
            CongestionWindow = Math.Min(CongestionWindow, peerWindow),
            SlowStartThreshold = peerWindow,
        };
    }

    private ImmutableDictionary<ushort, EarlyMessage> WithoutBefore(ushort nextNr) =>
        Reordered.RemoveRange(Reordered.Keys.Where(early => Sequence.IsBefore(early, nextNr)));

    /// <summary>Drops the head of the queue before <paramref name="nr"/>, and what is known about it.</summary>
    private ControlChannel WithoutAcknowledged(ushort nr)
    {
        var dropped = Queue.TakeWhile(message => Sequence.IsBefore(message.Ns, nr)).Count();
        var outstanding = Math.Max(0, Outstanding - dropped);
        return this with
        {
            Acknowledged = nr,
            Queue = Queue.RemoveRange(0, dropped),
            Outstanding = outstanding,
            EverSent = Math.Max(0, EverSent - dropped),
            Left = Math.Max(0, Left - dropped),
            RetransmitDue = outstanding > 0 ? RetransmitDue : null,
        };
    }
}
