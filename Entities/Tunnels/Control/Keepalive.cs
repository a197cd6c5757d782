using Protocols.L2tp;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Control;

/// <summary>HELLO (RFC 2661 §5.5, §6.5) and the retransmission timer, whose last expiry is how a dead peer is noticed.</summary>
internal static class Keepalive
{
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
