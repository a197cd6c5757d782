using Entities.Tunnels.Control;
using Entities.Tunnels.Failover;
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
        turn.Apply(new ChannelMoved(Probing(turn)));
        turn.Apply(new PeerHeard(turn.Now));
        // a start before its stop
        foreach (var record in turn.State.Accounting.Values.OrderBy(record => record.EventUnixMs).ThenBy(record => record.RecordId, StringComparer.Ordinal))
            turn.Do(new WriteAccounting(record));
        if (turn.State.Clearing is { } clearing)
        {
            turn.Do(new StartTimer(TunnelTimers.Cleared, TunnelEvolution.At(clearing.UntilUnixMs)));
            ConnectionClearing.TellClosed(turn);
        }
        else if (turn.Tail == JournalTail.MayBeMissing && !IsRecoverable(turn.State))
        {
            GiveUp(turn);
            return;
        }
        else
        {
            if (turn.State.IsEstablished) TakeOver(turn);
            else AwaitSetUp(turn);
            turn.ReportLoad(role);
        }
        role.OnResume(turn);
    }

    /// <summary>RFC 4951 recovers established tunnels, and no recovery tunnels (§3.2.1).</summary>
    private static bool IsRecoverable(TunnelState state) => state is { IsEstablished: true, Recovers: null };

    /// <summary>
    /// It may have sent more than the journal knows, and would use numbers again. As with <see cref="Plan"/> nothing leaves before the
    /// timer; then it goes without a word, and whoever wanted it asks for another.
    /// </summary>
    private static void GiveUp(TunnelTurn turn)
    {
        turn.Apply(new TunnelGivenUp());
        turn.Do(new StartTimer(TunnelTimers.Recover, turn.Now));
    }

    private static void AwaitSetUp(TunnelTurn turn)
    {
        turn.Apply(new ChannelMoved(turn.State.Channel!.WithoutProbe()));
        ConnectionSetup.ArmSetUp(turn);
    }

    /// <summary>Silently from here on: what was queued counts as unsent, and numbers are probed.</summary>
    public static void BeginSilently(TunnelTurn turn)
    {
        turn.Apply(new ChannelMoved(Probing(turn)));
        ProbeOrGoOn(turn);
    }

    private static ControlChannel Probing(TunnelTurn turn)
    {
        var elapsedSeconds = Math.Max(0, (turn.Now - turn.State.LastAccepted).TotalSeconds);
        var slack = 1 + (int)Math.Min(elapsedSeconds / FastestHelloSeconds, MaximumHelloSlack - 1);
        return turn.State.Channel!.Resume(slack, OwnHellos(turn, elapsedSeconds));
    }

    /// <summary>Before a tunnel is up, and once it is being cleared, no hello passes (RFC 2661 §5.5).</summary>
    private static int OwnHellos(TunnelTurn turn, double elapsedSeconds)
    {
        if (turn.State is not { IsEstablished: true, Clearing: null }) return 0;
        // one a silent interval, one at the end of the last life, two as its probes
        var interval = turn.Settings.HelloIntervalSeconds;
        return 3 + (int)Math.Min(interval > 0 ? elapsedSeconds / interval : 0, short.MaxValue);
    }

    /// <summary>An established tunnel goes on silently, asks for its recovery, or closes (<see cref="ResynchMethod"/>).</summary>
    private static void TakeOver(TunnelTurn turn)
    {
        var isMissing = turn.Tail == JournalTail.MayBeMissing;
        var way = turn.State.Recovers is null ? Takeover.Of(turn, isMissing) : TakeoverWay.Silent;
        // a peer that is recovering this tunnel need not hear that we want to as well, if nothing is missing
        var isOffered = turn.State.Offered is not null && !isMissing;
        if (way == TakeoverWay.Protocol && !isOffered && (isMissing || turn.State.Begun is null))
            Plan(turn, isMissing ? "the journal's tail is cut" : "each start is recovered by the protocol");
        else if (turn.State.Failover == FailoverState.Recovering)
            OldTunnel.Ask(turn);
        else
            ProbeOrGoOn(turn);
        if (way == TakeoverWay.Close)
            turn.Apply(new CommandDeferred(new CloseTunnel { Result = (uint)StopCcnResult.GeneralRequest, Text = "this tunnel is not resynchronised" }));
        if (isOffered) SurvivingSide.ArmOffer(turn);
        if (!turn.State.Doubted.IsEmpty) SessionSynchronisation.Arm(turn);
        if (turn.State.IsDelivered) RecoveryTunnel.ArmEnd(turn);
        else RecoveryTunnel.Deliver(turn);
    }

    /// <summary>What a start decides must not be durable; so the recovery begins with the first timer, and nothing leaves before.</summary>
    private static void Plan(TunnelTurn turn, string reason)
    {
        turn.Apply(new FailoverPlanned(reason));
        turn.Do(new StartTimer(TunnelTimers.Recover, turn.Now));
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
