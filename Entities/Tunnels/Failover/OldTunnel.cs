using Entities.Destinations;
using Entities.Tunnels.Control;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Failover;

/// <summary>The recovering side of an old tunnel (RFC 4951 §3.2.1): it asks its destination for a recovery tunnel, and stands still.</summary>
internal static class OldTunnel
{
    /// <summary>The destination is asked again: what is told to an entity may be lost, and a tie may end both requests.</summary>
    public const int AskAgainSeconds = 5;

    public static void Want(TunnelTurn turn, string reason)
    {
        if (!turn.State.IsEstablished || turn.State.Recovers is not null) return;
        var transition = FailoverTable.Next(turn.State.Failover, FailoverEvent.RecoveryWanted);
        if (!transition.Actions.HasFlag(FailoverActions.OpenRecoveryTunnel)) return;
        // seconds tell attempts apart also where a cut journal has forgotten the last ones
        var attempt = Math.Max((turn.State.Begun?.Attempt ?? 0) + 1, (uint)(turn.NowUnixMs / 1000));
        turn.Apply(new FailoverBegun { Attempt = attempt, Reason = reason, AtUnixMs = turn.NowUnixMs });
        turn.AckOwed = false;
        turn.Do(new CancelTimer(TunnelTimers.Hello));
        turn.Report(Milestone.RecoveryBegun, reason, ("peer", turn.State.PeerEndpoint), ("attempt", attempt));
        Ask(turn);
    }

    /// <summary>Says again which recovery tunnel is wanted; to ask for the same attempt twice opens one tunnel.</summary>
    public static void Ask(TunnelTurn turn)
    {
        if (turn.State is not { Failover: FailoverState.Recovering, Begun: { } begun }) return;
        turn.TellDestination(new RecoverTunnel
        {
            Recovers = new RecoveredTunnel
            {
                TunnelId = turn.State.Key.TunnelId,
                PeerTunnelId = turn.State.PeerTunnelId,
                Attempt = begun.Attempt,
            },
            Terms = Terms(turn),
        });
        turn.Do(new StartTimer(TunnelTimers.Recover, turn.Now.AddSeconds(AskAgainSeconds)));
    }

    /// <summary>The recovery tunnel is up: its handshake has proved both ends, and its numbers are taken.</summary>
    public static void OnReady(TunnelTurn turn, ICallRole role, RecoveryReady ready)
    {
        var isCurrent = turn.State.IsEstablished && (ready.Recovering
            ? turn.State.Begun?.Attempt == ready.Recovers.Attempt
            : turn.State.Offered?.RecoveryTunnelId == ready.RecoveryTunnelId);
        var @event = ready.Recovering ? FailoverEvent.OurTunnelUp : FailoverEvent.PeerTunnelUp;
        if (isCurrent && FailoverTable.Next(turn.State.Failover, @event) is var (actions, _) && actions.HasFlag(FailoverActions.ResetControlChannel))
            ChannelReset.Reset(turn, role, ready, actions);
        turn.Do(new TellEntity(new TunnelKey(turn.State.Key.Local, (ushort)ready.RecoveryTunnelId).Entity, new RecoveryTaken()));
    }

    public static void OnFailed(TunnelTurn turn, ICallRole role, RecoveryFailed failed)
    {
        if (!turn.State.IsEstablished) return;
        if (!failed.Recovering)
        {
            if (turn.State.Offered?.RecoveryTunnelId == failed.RecoveryTunnelId) SurvivingSide.Abandon(turn, failed.Text);
            return;
        }
        // of a lost tie the peer's SCCRQ speaks, or the next question
        if (failed.TieLost || turn.State.Begun?.Attempt != failed.Recovers.Attempt) return;
        if (!FailoverTable.Next(turn.State.Failover, FailoverEvent.OurTunnelFailed).Actions.HasFlag(FailoverActions.ClearSilently)) return;
        turn.Report(Milestone.RecoveryFailed, failed.Text, ("peer", turn.State.PeerEndpoint));
        if (Takeover.MethodOf(turn) == ResynchMethod.FailoverProtocolThenSilent)
            GoOnSilently(turn, failed.Text);
        else
            ConnectionClearing.Clear(turn, role, new ClearReason(StopCcnResult.GeneralRequest, $"recovery failed: {failed.Text}")
            { Silent = true, Failed = true });
    }

    /// <summary>No SCCCN has left, so the peer has reset nothing.</summary>
    private static void GoOnSilently(TunnelTurn turn, string text)
    {
        turn.Apply(new FailoverAbandoned { Text = text, Begun = true });
        turn.Do(new CancelTimer(TunnelTimers.Recover));
        TunnelResume.BeginSilently(turn);
    }

    /// <summary>The same secret and names as the old tunnel has (§3.2.1), whoever opened it.</summary>
    private static TunnelTerms Terms(TunnelTurn turn)
    {
        if (turn.State.Opening is { } opening) return opening.Terms;
        var accepting = turn.State.Accepting!;
        return new TunnelTerms
        {
            Local = turn.State.Key.Local.ToMessage(),
            Peer = turn.State.DestinationEndpoint.ToMessage(),
            LocalName = accepting.LocalName,
            Secret = accepting.Secret,
        };
    }
}
