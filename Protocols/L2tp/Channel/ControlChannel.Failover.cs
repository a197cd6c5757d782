using System.Collections.Immutable;

namespace Protocols.L2tp;

// What a takeover finds out when its journal is not whole, and the way back (RFC 4951 §3.2.2).
public sealed partial record ControlChannel
{
    /// <summary>Hellos of ours that may have passed without a journal: no more numbers than these can be missing.</summary>
    private int ProbeSlack { get; init; }

    /// <summary>A message too far ahead, since <see cref="Resume"/>.</summary>
    private EarlyMessage? FarAhead { get; init; }

    /// <summary>
    /// What the peer says after <see cref="Resume"/> can't be explained by hellos: it has seen more of ours than we know of, or insists on
    /// a number further ahead than hellos account for. Then messages were lost that both ends must have.
    /// </summary>
    public bool IsContradicted { get; private init; }

    /// <summary>Both queues are flushed and both numbers set; durable.</summary>
    public ControlChannel WithReset(ushort ns, ushort nr) => new(Settings)
    {
        NextNs = ns,
        NextNr = nr,
        Acknowledged = ns,
        PeerWindow = PeerWindow,
        SlowStartThreshold = PeerWindow,
    };

    private ControlChannel WithFarAhead(ushort ns, ushort sessionId, int ahead, DateTimeOffset now)
    {
        // what is behind a message that we have kept comes in its turn
        if (GapSlack == 0 || ahead <= GapSlack || Reordered.Keys.Any(early => Sequence.IsBefore(early, ns)))
            return this;
        var seen = FarAhead is { } known && known.Message.Ns == ns
            ? known.SeenAgain(now)
            : new EarlyMessage(new ReceivedMessage(ns, PeerNr: 0, sessionId, default), Arrivals: 1, LastArrival: now);
        return this with { FarAhead = seen, IsContradicted = IsContradicted || seen.Arrivals > ControlChannelSettings.GapConfirmations };
    }

    private bool IsBeyondHellos(ushort nr) => ProbeEnd is { } end && Sequence.Distance(end, nr) > ProbeSlack;
}
