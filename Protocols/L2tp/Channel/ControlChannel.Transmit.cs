using System.Collections.Immutable;

namespace Protocols.L2tp;

// Sliding window, slow start and congestion avoidance, retransmission (RFC 2661 §5.8, Appendix A).
public sealed partial record ControlChannel
{
    /// <summary>Messages at the head of the queue that left at least once, be it before the last time-out or before a recovery.</summary>
    private int EverSent { get; init; }

    /// <summary>Those of them that left since the last recovery.</summary>
    private int Left { get; init; }

    private int CongestionWindow { get; init; } = 1;

    private int SlowStartThreshold { get; init; } = ControlChannelSettings.DefaultPeerWindow;

    /// <summary>New acknowledgements since the window last grew, in congestion avoidance: it takes as many as the window is wide.</summary>
    private int AcksTowardsGrowth { get; init; }

    /// <summary>Time-outs since the peer last acknowledged something new.</summary>
    private int Timeouts { get; init; }

    /// <summary>All time-outs are over, and only the peer's Recovery Time is waited for (RFC 4951 §5.1).</summary>
    private DateTimeOffset? GivesUpAt { get; init; }

    /// <inheritdoc cref="GivesUpAt"/>
    public bool IsAwaitingRecovery => GivesUpAt is not null;

    /// <summary>When to call <see cref="OnRetransmitTimer"/>; null while nothing is in flight.</summary>
    public DateTimeOffset? RetransmitDue { get; private init; }

    /// <summary>The messages that the peer's window and the congestion window let out now. They count as sent.</summary>
    public ChannelTransmission Transmit(DateTimeOffset now)
    {
        var end = Math.Min(Queue.Count, Math.Min(PeerWindow, CongestionWindow));
        if (end <= Outstanding)
            return new ChannelTransmission(this, []);
        var sent = this with
        {
            Outstanding = end,
            EverSent = Math.Max(EverSent, end),
            Left = Math.Max(Left, end),
            RetransmitDue = RetransmitDue ?? now + Interval(0),
        };
        return new ChannelTransmission(sent, [.. Queue.GetRange(Outstanding, end - Outstanding)]);
    }

    /// <summary>
    /// Sends the head of the queue again. What was in flight behind it goes back to waiting and follows as the window opens anew: a peer
    /// that drops what comes early needs it, a peer that keeps it acknowledges all at once.
    /// </summary>
    public ChannelTimeout OnRetransmitTimer(DateTimeOffset now)
    {
        // A timer may fire late, after the acknowledgement that it was to wait for.
        if (RetransmitDue is not { } due || now < due)
            return new ChannelTimeout(this, [], GaveUp: false);
        var expired = Timeouts + 1;
        var isOver = expired >= Settings.MaximumRetransmissions;
        var givesUpAt = isOver ? GivesUpAt ?? due.AddMilliseconds(Settings.RecoveryTimeMs) : (DateTimeOffset?)null;
        if (givesUpAt <= now)
            return new ChannelTimeout(this with { RetransmitDue = null }, [], GaveUp: true);
        var next = now + Interval(expired);
        var again = this with
        {
            Outstanding = 1,
            SlowStartThreshold = Math.Max(1, CongestionWindow / 2),
            CongestionWindow = 1,
            AcksTowardsGrowth = 0,
            Timeouts = expired,
            GivesUpAt = givesUpAt,
            RetransmitDue = givesUpAt < next ? givesUpAt : next,
        };
        return new ChannelTimeout(again, [Queue[0]], GaveUp: false);
    }

    /// <summary>An Nr that acknowledges nothing new, or what never left, changes nothing.</summary>
    private ControlChannel WithPeerNr(ushort nr, bool isZlb, DateTimeOffset now)
    {
        if (!Sequence.IsBefore(Acknowledged, nr))
            return this;
        if (IsProbeAnswer(nr))
            return WithProbeAnswered(nr, isZlb, now);
        return Sequence.IsBefore(SentEnd, nr) ? this : WithProgress(nr, now);
    }

    private ControlChannel WithProgress(ushort nr, DateTimeOffset now)
    {
        var channel = WithoutAcknowledged(nr).WithGrownWindow();
        return channel with { Timeouts = 0, GivesUpAt = null, RetransmitDue = channel.Outstanding > 0 ? now + Interval(0) : null };
    }

    private ControlChannel WithGrownWindow()
    {
        if (CongestionWindow < SlowStartThreshold)
            return this with { CongestionWindow = Math.Min(CongestionWindow + 1, PeerWindow) };
        return AcksTowardsGrowth + 1 < CongestionWindow
            ? this with { AcksTowardsGrowth = AcksTowardsGrowth + 1 }
            : this with { CongestionWindow = Math.Min(CongestionWindow + 1, PeerWindow), AcksTowardsGrowth = 0 };
    }

    private TimeSpan Interval(int timeoutsSoFar) => TimeSpan.FromMilliseconds(Settings.RetransmitIntervalMs(timeoutsSoFar));
}
