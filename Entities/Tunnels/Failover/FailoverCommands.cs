using Entities.Tunnels.Control;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Failover;

/// <summary>Commands of RFC 4951, to an old tunnel and to its recovery tunnel.</summary>
internal static class FailoverCommands
{
    /// <summary>
    /// They don't wait while the control channel stands still or is being probed: they are what gets it going, and need no number. A recovery tunnel
    /// that has delivered closes with StopCCN, which needs one.
    /// </summary>
    public static bool IsUrgent(TunnelState state, IMessage command) => command switch
    {
        RecoveryAsked or RecoveryReady or RecoveryFailed or TimerFired { Name: TunnelTimers.Recover } => true,
        TimerFired { Name: TunnelTimers.Deliver } => !state.IsDelivered,
        _ => false,
    };

    /// <returns>False for a command that is none of these.</returns>
    public static bool TryTake(TunnelTurn turn, ICallRole role, IMessage command)
    {
        switch (command)
        {
            case RecoveryAsked asked: SurvivingSide.OnAsked(turn, asked); break;
            case RecoveryReady ready: OldTunnel.OnReady(turn, role, ready); break;
            case RecoveryFailed failed: OldTunnel.OnFailed(turn, role, failed); break;
            case RecoveryTaken: RecoveryTunnel.OnTaken(turn, role); break;
            case TimerFired { Name: TunnelTimers.Recover }: OnRecoverTimer(turn, role); break;
            case TimerFired { Name: TunnelTimers.Deliver }: RecoveryTunnel.OnTimer(turn, role); break;
            case TimerFired { Name: TunnelTimers.Resynchronise }: SessionSynchronisation.Query(turn, role); break;
            default: return false;
        }
        return true;
    }

    private static void OnRecoverTimer(TunnelTurn turn, ICallRole role)
    {
        switch (turn.State)
        {
            case { IsGivenUp: true }:
                ConnectionClearing.Clear(turn, role, new ClearReason(StopCcnResult.GeneralRequest, "the journal's tail is cut")
                { Silent = true, PlaceAgain = true });
                break;
            case { Planned: { } reason }: OldTunnel.Want(turn, reason); break;
            case { Failover: FailoverState.Recovering }: OldTunnel.Ask(turn); break;
            case { Failover: FailoverState.Offered }: SurvivingSide.Abandon(turn, "no word of the recovery tunnel"); break;
        }
    }
}
