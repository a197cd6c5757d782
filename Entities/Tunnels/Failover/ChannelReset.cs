using Entities.Tunnels.Control;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Failover;

/// <summary>Control channel reset, Step I and data channel reset, in one decision (RFC 4951 §3.2.2, §3.2.3, §3.3).</summary>
internal static class ChannelReset
{
    public static void Reset(TunnelTurn turn, ICallRole role, RecoveryReady ready, FailoverActions actions)
    {
        turn.Apply(new ControlChannelReset
        {
            Ns = ready.Ns,
            Nr = ready.Nr,
            Recovering = ready.Recovering,
            RecoveryTunnelId = ready.RecoveryTunnelId,
            AtUnixMs = turn.NowUnixMs,
        });
        turn.AckOwed = false;
        turn.Do(new CancelTimer(TunnelTimers.Recover));
        turn.Apply(new PeerHeard(turn.Now));
        Keepalive.ArmHello(turn);
        turn.Report(Milestone.TunnelRecovered, ready.Recovering ? "recovered by RFC 4951" : "recovered by the peer (RFC 4951)",
            ("peer", turn.State.PeerEndpoint), ("ns", ready.Ns), ("nr", ready.Nr));
        if (actions.HasFlag(FailoverActions.DropUnestablished)) role.DropUnestablished(turn);
        if (actions.HasFlag(FailoverActions.ResetDataChannels)) role.ResetDataChannels(turn, FailoverTerms.RecoversData(turn.State.Peer));
        if (actions.HasFlag(FailoverActions.QuerySessions)) SessionSynchronisation.DoubtAll(turn, role);
        turn.ReportLoad(role);
        if (turn.State.Calls.Count == 0) TunnelResume.ArmIdle(turn);
    }
}
