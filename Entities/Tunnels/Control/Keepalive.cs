using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Control;

/// <summary>HELLO (RFC 2661 §5.5, §6.5) and the retransmission timer, whose last expiry is how a dead peer is noticed.</summary>
internal static class Keepalive
{
    /// <summary>However fast a peer sends HELLOs, one record a second is all that they cost.</summary>
    private const int BetweenNotesSeconds = 1;

    /// <summary>
    /// It is acknowledged without the journal, and its number is noted afterwards, when nobody waits: a process that takes over before that
    /// finds a gap, and has to see the peer's next message three times (RFC 2661 §5.8).
    /// </summary>
    public static void OnHello(TunnelTurn turn, ReceivedMessage hello)
    {
        var isFirst = !turn.State.HasUnnotedHello;
        turn.Apply(new HelloAccepted(hello.Ns, hello.PeerNr));
        if (!isFirst) return;
        var next = turn.State.LastAccepted.AddSeconds(BetweenNotesSeconds);
        turn.Do(new StartTimer(TunnelTimers.Numbers, next > turn.Now ? next : turn.Now));
    }

    /// <summary>As if it had been a message with an effect; what the peer has acknowledged of ours goes with it.</summary>
    public static void OnNumbersTimer(TunnelTurn turn)
    {
        if (turn.State is not { HasUnnotedHello: true, Clearing: null, Channel: { } channel }) return;
        turn.Apply(new ControlAccepted { Ns = unchecked((ushort)(channel.NextNr - 1)), PeerNr = channel.Acknowledged, AtUnixMs = turn.NowUnixMs });
    }

    public static void ArmHello(TunnelTurn turn)
    {
        if (turn.Settings.HelloIntervalSeconds > 0)
            turn.Do(new StartTimer(TunnelTimers.Hello, turn.State.LastHeard.AddSeconds(turn.Settings.HelloIntervalSeconds)));
    }

    public static void OnHelloTimer(TunnelTurn turn)
    {
        if (!turn.State.IsEstablished) return;
        var quiet = turn.Now - turn.State.LastHeard;
        if (quiet.TotalSeconds < turn.Settings.HelloIntervalSeconds)
        {
            ArmHello(turn);
            return;
        }
        // A message that is waiting for its acknowledgement asks the same question.
        if (!turn.State.Channel!.HasUnacknowledged) ControlOutput.QueueHello(turn);
        turn.Do(new StartTimer(TunnelTimers.Hello, turn.Now.AddSeconds(turn.Settings.HelloIntervalSeconds)));
    }

    public static void OnRetransmitTimer(TunnelTurn turn, ICallRole role)
    {
        turn.Apply(new RetransmitTimerArmed(null));
        if (turn.State.IsMute) return;
        var timeout = turn.State.Channel!.OnRetransmitTimer(turn.Now);
        turn.Apply(new ChannelMoved(timeout.Channel));
        if (!timeout.GaveUp)
        {
            ControlOutput.SendAll(turn, timeout.Messages);
            return;
        }
        if (turn.State.Clearing is not null) return;
        ConnectionClearing.Clear(turn, role, new ClearReason(StopCcnResult.GeneralRequest,
            turn.State.Peer is null ? "no answer to SCCRQ" : "no acknowledgement, peer is taken for dead")
        { Silent = true, Failed = true });
    }
}
