using Entities.Tunnels.Failover;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Control;

/// <param name="Result">What StopCCN says or said.</param>
internal sealed record ClearReason(StopCcnResult Result, string Text)
{
    public GeneralError Error { get; init; }

    public bool ByPeer { get; init; }

    /// <summary>No StopCCN: the peer is silent, or the tie was lost (RFC 2661 §4.4.3).</summary>
    public bool Silent { get; init; }

    /// <summary>The peer did not answer or refused: its destination is locked out.</summary>
    public bool Failed { get; init; }

    /// <summary>Calls are to be placed again, in another tunnel: the peer's SCCRQ goes before ours, or ours can't be trusted any more.</summary>
    public bool PlaceAgain { get; init; }
}

/// <summary>The end of a control connection: its calls, StopCCN, and the state kept for one more retransmission cycle (RFC 2661 §5.7).</summary>
internal static class ConnectionClearing
{
    public static void Clear(TunnelTurn turn, ICallRole role, ClearReason reason)
    {
        if (turn.State.Clearing is not null) return;
        var requeue = reason.PlaceAgain ? role.CallKeys(turn.State).ToList() : [];
        var until = turn.Now.AddSeconds(reason.Silent ? 0 : turn.Settings.ClearingSeconds);
        var clearing = new TunnelClearing
        {
            Result = (uint)reason.Result,
            Error = (uint)reason.Error,
            Text = reason.Text,
            ByPeer = reason.ByPeer,
            Silent = reason.Silent,
            Failed = reason.Failed,
            UntilUnixMs = until.ToUnixTimeMilliseconds(),
        };
        turn.Apply(clearing);
        if (reason.PlaceAgain)
            role.OnTieLost(turn);
        else
            role.OnTunnelDown(turn, clearing);
        if (!reason.ByPeer && !reason.Silent) ControlOutput.Queue(turn, StopCcn(turn, reason));
        turn.Report(Milestone.TunnelClosed, reason.Text, ("peer", turn.State.PeerEndpoint), ("result", (uint)reason.Result),
            ("error", (uint)reason.Error), ("by", reason.ByPeer ? "peer" : "us"));
        TellClosed(turn, requeue);
        turn.Do(new CancelTimer(TunnelTimers.SetUp));
        turn.Do(new CancelTimer(TunnelTimers.Hello));
        turn.Do(new CancelTimer(TunnelTimers.Idle));
        turn.Do(new CancelTimer(TunnelTimers.Recover));
        turn.Do(new CancelTimer(TunnelTimers.Resynchronise));
        turn.Do(new StartTimer(TunnelTimers.Cleared, until));
        RecoveryTunnel.OnDown(turn, reason);
    }

    /// <summary>The id may rest; said again whenever the destination asks.</summary>
    public static void TellClosed(TunnelTurn turn, IEnumerable<string>? requeue = null)
    {
        var clearing = turn.State.Clearing!;
        var closed = new TunnelClosed { TunnelId = turn.State.Key.TunnelId, Failed = clearing.Failed, Text = clearing.Text };
        closed.Requeue.AddRange(requeue ?? []);
        turn.TellDestination(closed);
    }

    /// <summary>The cycle is over; the tunnel is forgotten unless accounting records still wait for a server.</summary>
    public static void Forget(TunnelTurn turn)
    {
        if (turn.State is not { IsForgotten: false, Clearing: { } clearing, Accounting.IsEmpty: true, Calls.IsEmpty: true }) return;
        if (turn.NowUnixMs < clearing.UntilUnixMs) return;
        turn.Do(new CancelTimer(TunnelTimers.Retransmit));
        turn.Apply(new TunnelForgotten());
    }

    /// <summary>Timers follow the monotonic clock: where the wall clock was set back meanwhile, the time has not come yet.</summary>
    public static void OnClearedTimer(TunnelTurn turn)
    {
        if (turn.State.Clearing is { } clearing && turn.NowUnixMs < clearing.UntilUnixMs)
            turn.Do(new StartTimer(TunnelTimers.Cleared, TunnelEvolution.At(clearing.UntilUnixMs)));
        else
            Forget(turn);
    }

    private static StopCcn StopCcn(TunnelTurn turn, ClearReason reason) => new()
    {
        AssignedTunnelId = turn.State.Key.TunnelId,
        ResultCode = reason.Result,
        ErrorCode = reason.Error == GeneralError.None ? null : reason.Error,
        ErrorMessage = reason.Text.Length == 0 ? null : reason.Text,
    };
}
