using System.Collections.Immutable;

namespace Protocols.L2tp;

/// <summary>
/// Reliable, ordered, exactly-once delivery of control messages (RFC 2661 §5.8, Appendix A), as an immutable value without clock or
/// socket. Its <em>durable half</em> is what <see cref="WithQueued"/>, <see cref="WithAccepted"/> and <see cref="WithPeerWindow"/> make of
/// it: replaying the same calls rebuilds it. All else is transient and may be forgotten: <see cref="Resume"/> makes up for it.
/// </summary>
public sealed partial record ControlChannel
{
    private ControlChannel(ControlChannelSettings settings) => Settings = settings;

    public ControlChannelSettings Settings { get; init; }

    /// <summary>What the next queued message gets.</summary>
    public ushort NextNs { get; private init; }

    /// <summary>What we expect next from the peer; stands as Nr in everything that leaves.</summary>
    public ushort NextNr { get; private init; }

    /// <summary>The first number that the peer has not acknowledged.</summary>
    public ushort Acknowledged { get; private init; }

    public ushort PeerWindow { get; private init; } = ControlChannelSettings.DefaultPeerWindow;

    /// <summary>Messages not yet acknowledged, in order of their Ns: first those in flight, then those that wait for the window.</summary>
    public ImmutableList<OutgoingMessage> Queue { get; private init; } = [];

    /// <summary>How many messages at the head of the queue were sent and count against the windows.</summary>
    public int Outstanding { get; private init; }

    /// <summary>Something of ours, sent or not, that the peer has not acknowledged.</summary>
    public bool HasUnacknowledged => !Queue.IsEmpty;

    /// <summary>Nothing to send and nothing to wait for.</summary>
    public bool IsIdle => Queue.IsEmpty && Reordered.IsEmpty;

    /// <summary>
    /// Whether a new message may be queued: not while probing, not beyond <see cref="ControlChannelSettings.MaximumQueued"/>.
    /// </summary>
    public bool CanQueue => !IsProbing && Queue.Count < ControlChannelSettings.MaximumQueued;

    /// <summary>
    /// The Ns of a ZLB: that of the next message to leave for the first time, which it doesn't use up (RFC 2661 §5.8). After a recovery
    /// what left before counts no longer: a number too low is a duplicate's, one too high a peer drops with its acknowledgement.
    /// </summary>
    public ushort ZlbNs => Left < Queue.Count ? Queue[Left].Ns : NextNs;

    /// <summary>No Nr beyond it is true.</summary>
    private ushort SentEnd => EverSent < Queue.Count ? Queue[EverSent].Ns : NextNs;

    public ControlChannelDurable Durable => new(NextNs, NextNr, Acknowledged, PeerWindow, Queue);

    /// <summary>A channel before its first message: Ns begins at 0.</summary>
    public static ControlChannel Open(ControlChannelSettings settings) => new(settings);

    /// <summary>The channel as after the calls that led to <paramref name="durable"/>.</summary>
    public static ControlChannel Restore(ControlChannelSettings settings, ControlChannelDurable durable) => new(settings)
    {
        NextNs = durable.NextNs,
        NextNr = durable.NextNr,
        Acknowledged = durable.Acknowledged,
        PeerWindow = durable.PeerWindow,
        SlowStartThreshold = durable.PeerWindow,
        Queue = durable.Queue,
    };
}
