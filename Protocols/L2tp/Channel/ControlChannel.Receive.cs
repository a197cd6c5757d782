using System.Collections.Immutable;

namespace Protocols.L2tp;

public sealed partial record ControlChannel
{
    private ImmutableDictionary<ushort, EarlyMessage> Reordered { get; init; } = ImmutableDictionary<ushort, EarlyMessage>.Empty;

    /// <summary>
    /// Takes note of what the peer acknowledges, and keeps its message if it is acceptable: then take it, and those behind it, by
    /// <see cref="TryTake"/> and <see cref="WithAccepted"/> until there is none.
    /// </summary>
    /// <param name="body">Kept: its buffer must not be used again.</param>
    public ChannelReceipt Receive(ushort ns, ushort nr, ushort sessionId, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var channel = WithPeerNr(nr, body.IsEmpty, now);
        if (body.IsEmpty)
            return new ChannelReceipt(channel, ChannelOutcome.Zlb, NeedsAck: false);
        var ahead = Sequence.Distance(channel.NextNr, ns);
        if (ahead < 0)
            return new ChannelReceipt(channel, ChannelOutcome.Duplicate, NeedsAck: true);
        if (channel.IsConfirmedGap(ns, ahead, now))
            return new ChannelReceipt(channel with { GapEnd = ns }, ChannelOutcome.GapAccepted, NeedsAck: true);
        if (ahead == 0)
            return new ChannelReceipt(channel.WithKept(ns, sessionId, body, now), ChannelOutcome.InOrder, NeedsAck: true);
        channel = channel.WithFarAhead(ns, sessionId, ahead, now);
        if (!channel.HasRoomFor(ns, ahead))
            return new ChannelReceipt(channel, ChannelOutcome.BeyondWindow, NeedsAck: false);
        return new ChannelReceipt(channel.WithKept(ns, sessionId, body, now), ChannelOutcome.Buffered, NeedsAck: false);
    }

    /// <summary>The peer's message whose turn it is, if it has come.</summary>
    public bool TryTake(out ReceivedMessage message)
    {
        var found = Reordered.TryGetValue(NextNr, out var early) || TryTakeAcrossGap(out early);
        message = found ? early.Message with { PeerNr = Acknowledged } : default;
        return found;
    }

    private bool HasRoomFor(ushort ns, int ahead)
    {
        if (Reordered.ContainsKey(ns))
            return true;
        var isNear = ahead < Settings.ReceiveWindowSize || ahead <= GapSlack;
        return isNear && Reordered.Count < ControlChannelSettings.MaximumReordered;
    }

    /// <summary>The first copy stays; of the others only number and time count.</summary>
    private ControlChannel WithKept(ushort ns, ushort sessionId, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var early = Reordered.TryGetValue(ns, out var known)
            ? known.SeenAgain(now)
            : new EarlyMessage(new ReceivedMessage(ns, PeerNr: 0, sessionId, body), Arrivals: 1, LastArrival: now);
        return this with { Reordered = Reordered.SetItem(ns, early) };
    }
}
