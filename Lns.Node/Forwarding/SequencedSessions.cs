using Entities.Destinations;
using Lns.Node.Forwarding.Table;
using Shared.Messages;
using Shared.Messages.Forwarding;

namespace Lns.Node.Forwarding;

/// <summary>
/// Data messages with sequence numbers (RFC 2661 §5.4): a receiver drops what is late, so one machine alone writes those of a session.
/// On one machine that is this one, and its counter file knows the next number. In a cluster it is the one where the tunnel lives; the
/// others relay to it, and numbers are used only as far as the tunnel has reserved them in the journal.
/// </summary>
public sealed class SequencedSessions(ForwarderCallbacks callbacks, CoarseClock clock, DropCounters drops)
{
    /// <summary>Packets a second: each is a message between nodes, and few LACs ask for sequence numbers.</summary>
    public const int RelayedPerSecond = 2_000;

    /// <summary>As much as the tunnel grants at a time.</summary>
    public const uint BlockNumbers = 4_096;

    private readonly RateLimit relayed = new(RelayedPerSecond);
    private volatile IForwardingPeers? peers;

    /// <summary>Null on one machine.</summary>
    public IForwardingPeers? Peers { get => peers; set => peers = value; }

    /// <summary>A session without numbers goes out anywhere.</summary>
    public bool IsElsewhere(ForwardingSession session) =>
        session.Sequencing && peers is { } others && others.IsSequencedElsewhere(session.LocalTunnelId);

    /// <param name="frame">PPP, with address and control.</param>
    public bool Relay(ForwardingSession session, ReadOnlySpan<byte> frame)
    {
        if (peers is not { } others || !relayed.TryTake(clock.UnixMs))
        {
            drops.Count(Drop.RelayAboveRate);
            return false;
        }
        others.Relay(new ForwardingKey
        {
            Local = session.Port.Local.ToMessage(),
            LocalTunnelId = session.LocalTunnelId,
            LocalSessionId = session.LocalSessionId,
        }, frame.ToArray());
        return true;
    }

    /// <param name="ns">Null: the session has none.</param>
    /// <returns>False: dropped, and counted.</returns>
    public bool TryNumber(ForwardingSession session, out ushort? ns)
    {
        ns = null;
        if (!session.Sequencing) return true;
        if (peers is null)
        {
            ns = session.Traffic.TakeNs();
            return true;
        }
        var isReserved = session.Traffic.TryTakeNs(session.SequenceReserved, out var number, out var left);
        if (left < BlockNumbers / 2) Reserve(session);
        if (isReserved)
            ns = number;
        else
            drops.Count(Drop.SequenceNotReserved);
        return isReserved;
    }

    /// <summary>The tunnel has come here from another machine, which may have used all that was reserved.</summary>
    public void Skip(ForwardingSession session)
    {
        if (peers is null) return;
        session.Traffic.SkipNs(session.SequenceReserved);
        Reserve(session);
    }

    private void Reserve(ForwardingSession session)
    {
        if (session.Reservations.TryTake(clock.UnixMs))
            callbacks.ReserveSequence(session.TunnelKey, new ReserveSequence
            {
                SessionId = session.LocalSessionId,
                UpTo = session.SequenceReserved + BlockNumbers,
            });
    }
}
