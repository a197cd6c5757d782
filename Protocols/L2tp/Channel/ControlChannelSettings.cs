namespace Protocols.L2tp;

/// <summary>What a channel doesn't learn from its peer. Defaults are those of RFC 2661 §5.8.</summary>
public sealed record ControlChannelSettings
{
    /// <summary>What a peer's window is unless its Receive Window Size AVP says otherwise (RFC 2661 §4.4.3).</summary>
    public const ushort DefaultPeerWindow = 4;

    /// <summary>
    /// Messages that may wait to be acknowledged: an OCRQ, an SLI and a CDN for each of 500 sessions, and some for the tunnel. A peer that
    /// acknowledges nothing must not grow our memory.
    /// </summary>
    public const int MaximumQueued = 2048;

    /// <summary>Messages kept that came too early. A peer that never sends the missing one must not grow our memory.</summary>
    public const int MaximumReordered = 64;

    /// <summary>
    /// A message that comes again after so long was sent again: half the recommended retransmission interval (RFC 2661 §5.8). A copy
    /// made by the network is sooner.
    /// </summary>
    public const int RetransmissionAtLeastMs = 500;

    /// <summary>
    /// How often a peer has to send a message for us to believe that it has none before it; with the recommended back-off that takes 3 s
    /// of its 31. Two are not enough: when an acknowledgement is lost, a peer may send two messages again together, and the network may
    /// swap them.
    /// </summary>
    public const int GapConfirmations = 3;

    /// <summary>What our Receive Window Size AVP says, 1 to 65535.</summary>
    public ushort ReceiveWindowSize { get; init; } = 16;

    /// <summary>
    /// Time-outs of one message until the peer counts as gone; with 1, 2, 4, 8 and 16 s the full cycle lasts the 31 s of RFC 2661 §5.7.
    /// So the message leaves as many times as this says, the first time included; 3 gives up after 7 s.
    /// </summary>
    public int MaximumRetransmissions { get; init; } = 5;

    public int RetransmitInitialMs { get; init; } = 1000;

    /// <summary>At least 8000 (RFC 2661 §5.8).</summary>
    public int RetransmitCapMs { get; init; } = 16000;

    /// <summary>
    /// How much longer a peer is waited for once all time-outs are over, in milliseconds: the Recovery Time that it asked for (RFC 4951
    /// §5.1). Retransmission goes on meanwhile, for the peer may be back without a word.
    /// </summary>
    public int RecoveryTimeMs { get; init; }

    /// <summary>
    /// From the first transmission to giving up a peer that asked for no Recovery Time, in milliseconds; as long a closed tunnel goes on acknowledging (RFC 2661 §5.7).
    /// </summary>
    public int FullCycleMs => Enumerable.Range(0, MaximumRetransmissions).Sum(RetransmitIntervalMs);

    internal int RetransmitIntervalMs(int timeouts) =>
        (int)Math.Min((long)RetransmitInitialMs << Math.Min(timeouts, 31), RetransmitCapMs);
}
