using System.Collections.Immutable;

namespace Protocols.L2tp;

/*
 * Takeover without the peer noticing. Messages are journaled before they leave and acknowledged after they are journaled; only hellos
 * are not journaled. So after a replay
 *  - NextNs may be behind, by our hellos after the last durable message. Sending anything tells: the peer acknowledges an old number as a
 *    duplicate (§5.8), and its Nr is the true value. But a peer that stood still may say something of its own first, and read afterwards
 *    what the last life had sent to it: one hello at most, under the number that this Nr gives. So after an answer that is no ZLB that
 *    number goes to a hello, which does no harm if it is taken for the other.
 *  - NextNr may be behind, by the peer's hellos that we acknowledged. The peer never sends those again, so what it sends next seems to
 *    come early, and keeps coming.
 *  - hellos may be missing inside the queue, and without them the peer would wait for a number for ever.
 */
public sealed partial record ControlChannel
{
    private static readonly ReadOnlyMemory<byte> HelloBody = ControlMessageCodec.Write(new Hello());

    /// <summary>An Nr from here on answers the probe; null until one is queued.</summary>
    private ushort? ProbeEnd { get; init; }

    /// <summary>The next answer ends the probing, whatever it comes with.</summary>
    private bool IsLastProbe { get; init; }

    /// <summary>How far ahead of ours the peer's number may be without anything being lost.</summary>
    private int GapSlack { get; init; }

    /// <summary>Everything kept up to here may be taken, although numbers before it are missing.</summary>
    private ushort? GapEnd { get; init; }

    /// <summary>
    /// From <see cref="Resume"/> until the peer acknowledged everything that was queued, which may move <see cref="NextNs"/> forward. Until
    /// then new messages have to wait: a number given now may be one that the peer has seen, or is about to see.
    /// </summary>
    public bool IsProbing { get; private init; }

    /// <summary>Nothing is queued that the peer could acknowledge: queue a hello, by <see cref="WithHello"/>.</summary>
    public bool NeedsProbe => IsProbing && ProbeEnd is null;

    /// <summary>
    /// Queues a hello (session 0) unless something is queued already, which proves the peer as well. That a hello never waits behind
    /// another message is what lets a replay tell from a missing number that everything before it was acknowledged.
    /// </summary>
    public ControlChannel WithHello() => Queue.IsEmpty ? WithQueued(NextNs, 0, HelloBody) : this;

    /// <summary>
    /// After the durable half is replayed: all that is queued counts as unsent, retransmission starts anew, numbers are probed.
    /// </summary>
    /// <param name="helloSlack">Hellos that the peer may have sent, and we acknowledged, since our last durable record.</param>
    /// <param name="ownHellos">Those that we may have sent ourselves; with 0 any answer is the last word.</param>
    public ControlChannel Resume(int helloSlack, int ownHellos = int.MaxValue)
    {
        var queue = WithMissingHellos(helloSlack);
        return this with
        {
            Queue = queue,
            Outstanding = 0,
            EverSent = queue.Count,
            Left = 0,
            CongestionWindow = 1,
            SlowStartThreshold = PeerWindow,
            AcksTowardsGrowth = 0,
            Timeouts = 0,
            GivesUpAt = null,
            RetransmitDue = null,
            Reordered = ImmutableDictionary<ushort, EarlyMessage>.Empty,
            IsProbing = true,
            ProbeEnd = queue.IsEmpty ? null : NextNs,
            IsLastProbe = ownHellos == 0,
            GapSlack = helloSlack,
            GapEnd = null,
            ProbeSlack = ownHellos,
            FarAhead = null,
            IsContradicted = false,
        };
    }

    /// <summary>Before a tunnel is up no hello passes either way: with nothing queued both numbers are known.</summary>
    public ControlChannel WithoutProbe() => NeedsProbe ? this with { IsProbing = false, GapSlack = 0 } : this;

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

    private ControlChannel WithProbeAnswered(ushort nr, bool isZlb, DateTimeOffset now)
    {
        var answered = WithProgress(nr, now) with
        {
            NextNs = Sequence.IsBefore(NextNs, nr) ? nr : NextNs,
            ProbeEnd = null,
            IsContradicted = IsContradicted || IsBeyondHellos(nr),
        };
        return isZlb || IsLastProbe ? answered with { IsProbing = false } : (answered with { IsLastProbe = true }).WithHello();
    }

    /// <summary>
    /// Came often enough, and nothing before it has come since it last did: whatever the peer has to send before it is here already or was
    /// acknowledged.
    /// </summary>
    private bool IsConfirmedGap(ushort ns, int ahead, DateTimeOffset now) =>
        ahead > 0 && ahead <= GapSlack
        && Reordered.TryGetValue(ns, out var early)
        && early.SeenAgain(now).Arrivals >= ControlChannelSettings.GapConfirmations
        && !Reordered.Values.Any(other => Sequence.IsBefore(other.Message.Ns, ns) && other.LastArrival > early.LastArrival);

    /// <summary>
    /// Numbers turn out to go on where ours do, although we expected a gap. Then what came early may stem from before a recovery of the
    /// peer, that gives the same numbers anew; it was not acknowledged, so the peer sends again what it still wants to say.
    /// </summary>
    private bool IsDoubtful => GapSlack > 0 && GapEnd is null;

    /// <summary>
    /// The lowest that is kept. It may be a hello from before the recovery that was under way for long; to take a hello twice does no harm.
    /// </summary>
    private bool TryTakeAcrossGap(out EarlyMessage lowest)
    {
        lowest = default;
        if (GapEnd is not { } end)
            return false;
        lowest = Reordered[end];
        foreach (var early in Reordered.Values)
        {
            if (Sequence.IsBefore(early.Message.Ns, lowest.Message.Ns))
                lowest = early;
        }

        return true;
    }
}
