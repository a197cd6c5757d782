using System.Collections.Immutable;

namespace Protocols.L2tp;

/*
 * Takeover without the peer noticing. Messages are journaled before they leave and acknowledged after they are journaled; only hellos
 * are not journaled. So after a replay
 *  - NextNs may be behind, by our hellos after the last durable message. Sending anything tells: the peer acknowledges an old number as a
 *    duplicate (§5.8), and its Nr is the true value.
 *  - NextNr may be behind, by the peer's hellos that we acknowledged. The peer never sends those again, so what it sends next seems to
 *    come early, and keeps coming.
 *  - hellos may be missing inside the queue, and without them the peer would wait for a number for ever.
 */
public sealed partial record ControlChannel
{
    private static readonly ReadOnlyMemory<byte> HelloBody = ControlMessageCodec.Write(new Hello());

    private ushort? ProbeEnd { get; init; }

    private int GapSlack { get; init; }

    private ushort? GapAt { get; init; }

    /// <summary>
    /// From <see cref="Resume"/> until the peer acknowledged everything that was queued, which may move <see cref="NextNs"/> forward. Until
    /// then new messages have to wait: a number given now may be one that the peer has seen.
    /// </summary>
    public bool IsProbing { get; private init; }

    /// <summary>Nothing is queued that the peer could acknowledge: queue a hello, by <see cref="WithHello"/>.</summary>
    public bool NeedsProbe => IsProbing && ProbeEnd is null;

    /// <summary>
    /// Queues a hello (session 0) unless something is queued already, which proves the peer as well. That a hello never waits behind
    /// another message is what lets a replay tell from a missing number that everything before it was acknowledged.
    /// </summary>
    public ControlChannel WithHello() => Queue.IsEmpty ? WithQueued(NextNs, 0, HelloBody) : this;

    /// <summary>After the durable half is replayed: all that is queued counts as unsent, retransmission starts anew, numbers are probed.</summary>
    /// <param name="helloSlack">Hellos that the peer may have sent, and we acknowledged, since our last durable record.</param>
    public ControlChannel Resume(int helloSlack)
    {
        var queue = WithMissingHellos(helloSlack);
        return this with
        {
            Queue = queue,
            Outstanding = 0,
            EverSent = queue.Count,
            CongestionWindow = 1,
            SlowStartThreshold = PeerWindow,
            AcksTowardsGrowth = 0,
            Timeouts = 0,
            RetransmitDue = null,
            Reordered = ImmutableDictionary<ushort, EarlyMessage>.Empty,
            IsProbing = true,
            ProbeEnd = queue.IsEmpty ? null : NextNs,
            GapSlack = helloSlack,
            GapAt = null,
        };
    }

    /// <summary>Numbers missing before a queued message were hellos. A peer that had them acknowledges the copies as duplicates.</summary>
    private ImmutableList<OutgoingMessage> WithMissingHellos(int helloSlack)
    {
        var queue = ImmutableList.CreateBuilder<OutgoingMessage>();
        var expected = Acknowledged;
        foreach (var message in Queue)
        {
            // Only the last ones can be unacknowledged: a hello is sent when nothing else is under way.
            var missing = Math.Min(Sequence.Distance(expected, message.Ns), Math.Max(helloSlack, 1));
            for (var back = missing; back > 0; back--)
                queue.Add(new OutgoingMessage(unchecked((ushort)(message.Ns - back)), 0, HelloBody));
            queue.Add(message);
            expected = Sequence.After(message.Ns);
        }

        return queue.ToImmutable();
    }

    private bool IsProbeAnswer(ushort nr) => IsProbing && ProbeEnd is { } end && !Sequence.IsBefore(nr, end);

    private ControlChannel WithProbeAnswered(ushort nr, DateTimeOffset now) =>
        WithProgress(nr, now) with { NextNs = Sequence.IsBefore(NextNs, nr) ? nr : NextNs, IsProbing = false, ProbeEnd = null };

    /// <summary>Came a second time, long enough after the first, and nothing before it is there: the peer has nothing before it.</summary>
    private bool IsConfirmedGap(ushort ns, int ahead, DateTimeOffset now) =>
        ahead > 0 && ahead <= GapSlack
        && Reordered.TryGetValue(ns, out var early)
        && now - early.FirstSeen >= TimeSpan.FromMilliseconds(ControlChannelSettings.GapConfirmationMs)
        && !Reordered.Keys.Any(other => Sequence.IsBefore(other, ns));
}
