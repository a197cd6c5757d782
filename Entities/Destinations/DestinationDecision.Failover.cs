using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>Recovery tunnels (RFC 4951 §3.2.1): ours, the peer's, and the tie between the two.</summary>
internal sealed partial class DestinationDecision
{
    /// <summary>An old tunnel of ours asks for its recovery, and repeats itself: one recovery tunnel for each of its attempts.</summary>
    private void Recover(RecoverTunnel recover)
    {
        var ours = State.Tunnels.Values.Where(tunnel => tunnel.IsOurRecoveryOf(recover.Recovers.TunnelId)).ToList();
        foreach (var earlier in ours.Where(tunnel => tunnel.Assigned.Recovers.Attempt != recover.Recovers.Attempt))
            GiveWay(earlier);
        var current = ours.FirstOrDefault(tunnel => tunnel.Assigned.Recovers.Equals(recover.Recovers) && !tunnel.Losing);
        if (current is null && !IsPeerAtIt(recover.Recovers))
            OpenRecovery(recover);
        else if (current is { Load: null })
            TellOpen(current);
    }

    /// <summary>
    /// The peer's request was there before ours. One recovery serves both ends, and a second would leave them with different numbers: no tie was
    /// decided, since the peer saw no request of ours. Should it come to nothing, the old tunnel asks again.
    /// </summary>
    private bool IsPeerAtIt(RecoveredTunnel old) => State.Tunnels.Values.Any(tunnel => tunnel.IsPeersRecoveryOf(old) && !tunnel.Established
        && (tunnel.Load is not null || turn.Now < tunnel.ToldAt + RetransmissionCycle));

    private void OpenRecovery(RecoverTunnel recover)
    {
        if (NextId(recover.Recovers) is not { } id)
            return; // an id is free before the old tunnel has asked often
        turn.Apply(new DestinationTunnelAssigned
        {
            TunnelId = id, Terms = recover.Terms, TieBreaker = NewTieBreaker(), Recovers = recover.Recovers,
        });
        Count(DestinationCount.RecoveryOpened);
        TellOpen(State.Tunnels[id]);
    }

    /// <summary>
    /// The peer's recovery SCCRQ meets ours for the same old tunnel, and no other (§3.2.1). Whether the tunnel is there is for itself to say;
    /// one that this destination knows is not held to the limit of new tunnels: there is one recovery for each.
    /// </summary>
    private void ContendForRecovery(Datagram datagram, ControlPeek peek, RecoveredTunnel old)
    {
        if (!State.Tunnels.ContainsKey((ushort)old.TunnelId) && IsOverLimit())
        {
            Count(DestinationCount.TunnelOverLimit);
            Drop(datagram, Milestone.UnexpectedMessage, $"more than {MostNewTunnels} new tunnels");
            return;
        }
        var ours = State.Tunnels.Values.FirstOrDefault(tunnel => tunnel.IsOurRecoveryOf(old.TunnelId) && tunnel.IsOpening);
        var tie = ours is null ? TieResult.Neither : TieBreaker.Compare(OursOf(ours), peek.TieBreaker);
        if (tie is TieResult.Lose or TieResult.BothDrop)
            GiveWay(ours!);
        if (tie is not TieResult.Neither)
            Count(tie switch { TieResult.Win => DestinationCount.TieWon, TieResult.Lose => DestinationCount.TieLost, _ => DestinationCount.TieEqual });
        if (tie is TieResult.Win or TieResult.BothDrop)
            turn.Apply(new DestinationTransient.RequestLost(peek.Digest, turn.Now + RetransmissionCycle, turn.Now)); // silently
        else
            Accept(datagram, peek, inherited: null, old);
    }

    private void GiveWay(DestinationTunnel recovery)
    {
        if (recovery.Established)
            return;
        if (!recovery.Losing)
            turn.Apply(new DestinationTieLost { TunnelId = recovery.Id });
        Tell(recovery.Id, new LoseTie { Destination = State.Key.ToString() });
    }

    /// <summary>The old tunnel knows secret, numbers and whether there is anything to recover; it hands the request on.</summary>
    private void AskOldTunnel(DestinationTunnel recovery, RecoveredTunnel old, Datagram request)
    {
        turn.Apply(new DestinationTransient.TunnelTold(recovery.Id, turn.Now));
        if (old.TunnelId == 0)
            // nobody to ask
            Tell(recovery.Id, new AcceptTunnel { Request = request, Recovery = Tunnels.Failover.SurvivingSide.Unknown(old) });
        else
            Tell((ushort)old.TunnelId, new RecoveryAsked { Request = request, Recovers = old, RecoveryTunnelId = recovery.Id });
    }
}
