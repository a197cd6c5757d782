using Entities.Tunnels.Control;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels;

/// <summary>What a tunnel does on whichever machine it wakes up: unacknowledged messages again, or a HELLO that shows the true Ns.</summary>
internal static class TunnelResume
{
    /// <summary>No peer sends HELLOs faster, so the time since the last journaled message bounds how many we may have missed.</summary>
    public const int FastestHelloSeconds = 5;

    /// <summary>More than an hour of HELLOs at a minute each; a larger gap is no gap of HELLOs.</summary>
    public const int MaximumHelloSlack = 64;

    public static void Resume(TunnelTurn turn, ICallRole role)
    {
        if (turn.State.IsNew || turn.State.IsForgotten) return;
        var elapsedSeconds = Math.Max(0, (turn.Now - turn.State.LastAccepted).TotalSeconds);
        var slack = 1 + (int)Math.Min(elapsedSeconds / FastestHelloSeconds, MaximumHelloSlack - 1);
        turn.Apply(new ChannelMoved(turn.State.Channel!.Resume(slack)));
        turn.Apply(new PeerHeard(turn.Now));
        foreach (var record in turn.State.Accounting.Values)
            turn.Do(new WriteAccounting(record));
        if (turn.State.Clearing is { } clearing)
        {
            turn.Do(new StartTimer(TunnelTimers.Cleared, TunnelEvolution.At(clearing.UntilUnixMs)));
            ConnectionClearing.TellClosed(turn);
        }
        else
        {
            if (turn.State.IsEstablished) ProbeOrGoOn(turn);
            else ConnectionSetup.ArmSetUp(turn);
            turn.ReportLoad(role);
        }
        role.OnResume(turn);
    }

    private static void ProbeOrGoOn(TunnelTurn turn)
    {
        if (turn.State.Channel!.NeedsProbe) ControlOutput.QueueHello(turn);
        Keepalive.ArmHello(turn);
        if (turn.State.Calls.Count == 0) ArmIdle(turn);
    }

    public static void ArmIdle(TunnelTurn turn)
    {
        if (turn.Settings.IdleTimeoutSeconds > 0 && turn.State.IsInitiator)
            turn.Do(new StartTimer(TunnelTimers.Idle, turn.Now.AddSeconds(turn.Settings.IdleTimeoutSeconds)));
    }
}
