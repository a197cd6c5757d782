using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>Control messages with tunnel id 0: the peer does not know an id of ours, or does not use it.</summary>
internal sealed partial class DestinationDecision
{
    /// <summary>
    /// Tunnels a peer may begin to open within <see cref="ArrivalWindow"/>, and leave half open at a time: one carries 500 calls, so
    /// an honest peer needs few, and a forged source must not fill the id space.
    /// </summary>
    internal const int MostNewTunnels = 16;

    internal static readonly TimeSpan ArrivalWindow = TimeSpan.FromSeconds(10);

    /// <summary>A copy of an SCCRQ may come for a whole retransmission cycle (RFC 2661 §5.7).</summary>
    internal static readonly TimeSpan RetransmissionCycle = TimeSpan.FromSeconds(31);

    /// <summary>What is dropped is counted always and told once in a while.</summary>
    private static readonly TimeSpan DropReportInterval = TimeSpan.FromSeconds(60);

    private void OnDatagram(Datagram datagram)
    {
        if (ControlPeek.Read(datagram.Payload.Span) is not { } peek)
            Drop(datagram, Milestone.MalformedInput, "no control message with tunnel id 0");
        else if (State.Recovering)
            Hold(datagram, "");
        else if (peek.MessageType == MessageType.Sccrq)
            OnSccrq(datagram, peek);
        else if (peek.MessageType == MessageType.StopCcn && Refused(peek) is { } opening)
            Tell(opening.Id, datagram);
        else
            Drop(datagram, Milestone.UnexpectedMessage, $"{peek.MessageType} with tunnel id 0");
    }

    // the tunnel that the peer opened under that id, or ours, when the peer refuses it without using our id; not when it gives up one of its own that
    // has not come to us
    private DestinationTunnel? Refused(ControlPeek peek)
    {
        var theirs = State.Tunnels.Values.FirstOrDefault(tunnel => tunnel.Assigned.Accepted && !tunnel.Established
            && tunnel.Assigned.PeerTunnelId == peek.AssignedTunnelId);
        var ours = State.Tunnels.Values.Where(tunnel => tunnel.IsOpening).Take(2).ToList();
        return theirs ?? (peek.AnswersSccrq && ours.Count == 1 ? ours[0] : null);
    }

    private void OnSccrq(Datagram datagram, ControlPeek peek)
    {
        if (peek is { AssignedTunnelId: 0, HidesAvps: false })
            Drop(datagram, Milestone.MalformedInput, "SCCRQ without a readable Assigned Tunnel ID");
        else if (Retransmitted(peek) is { } known)
            TellAccept(known, datagram);
        else if (State.Losers.TryGetValue(peek.Digest, out var until) && turn.Now < until)
            Count(DestinationCount.DatagramDropped);
        else if (peek.Recovers is { } old)
            ContendForRecovery(datagram, peek, new RecoveredTunnel { TunnelId = old.Ours, PeerTunnelId = old.Theirs });
        else if (!settings.AcceptsTunnels || Effective != AdministrativeState.Enabled)
            Drop(datagram, Milestone.UnexpectedMessage, "SCCRQ from a peer that may open no tunnel");
        else if (IsOverLimit())
        {
            Count(DestinationCount.TunnelOverLimit);
            Drop(datagram, Milestone.UnexpectedMessage, $"more than {MostNewTunnels} new tunnels");
        }
        else
            Contend(datagram, peek);
    }

    private DestinationTunnel? Retransmitted(ControlPeek peek) => State.Tunnels.Values.FirstOrDefault(tunnel => tunnel.Assigned.Accepted
        && tunnel.Assigned.PeerTunnelId == peek.AssignedTunnelId && tunnel.Assigned.RequestDigest == peek.Digest);

    private bool IsOverLimit() => State.Arrivals.Count(at => at > turn.Now - ArrivalWindow) >= MostNewTunnels
        || State.Tunnels.Values.Count(tunnel => tunnel.Assigned.Accepted && !tunnel.Established) >= MostNewTunnels;

    // each SCCRQ of ours that is out meets the peer's (RFC 2661 §4.4.3)
    private void Contend(Datagram datagram, ControlPeek peek)
    {
        // those of recovery tunnels are a matter of their own (RFC 4951 §3.2.1)
        var ties = State.Tunnels.Values.Where(tunnel => tunnel.IsOpening && tunnel.Assigned.Recovers is null)
            .Select(tunnel => (Tunnel: tunnel, Tie: TieBreaker.Compare(OursOf(tunnel), peek.TieBreaker))).ToList();
        var weWin = ties.Any(entry => entry.Tie == TieResult.Win);
        var equal = ties.Any(entry => entry.Tie == TieResult.BothDrop);
        TunnelTerms? inherited = null;
        foreach (var (tunnel, tie) in ties)
        {
            if (tie is TieResult.Neither or TieResult.Win)
                continue;
            Count(tie == TieResult.BothDrop ? DestinationCount.TieEqual : DestinationCount.TieLost);
            turn.Apply(new DestinationTieLost { TunnelId = tunnel.Id });
            Tell(tunnel.Id, new LoseTie { Destination = State.Key.ToString() });
            inherited ??= tunnel.Assigned.Terms;
        }
        if (weWin)
            Count(DestinationCount.TieWon);
        if (weWin || equal)
            turn.Apply(new DestinationTransient.RequestLost(peek.Digest, turn.Now + RetransmissionCycle, turn.Now)); // silently
        else
            Accept(datagram, peek, inherited);
    }

    // 0: our SCCRQ carried none
    private static ulong? OursOf(DestinationTunnel tunnel) => tunnel.Assigned.TieBreaker == 0 ? null : tunnel.Assigned.TieBreaker;

    // with the terms of ours that gave way its calls find the tunnel that took its place
    private void Accept(Datagram datagram, ControlPeek peek, TunnelTerms? inherited, RecoveredTunnel? recovers = null)
    {
        if (NextId(recovers) is not { } id)
        {
            Drop(datagram, Milestone.UnexpectedMessage, "no tunnel id is left");
            return;
        }
        turn.Apply(new DestinationTunnelAssigned
        {
            TunnelId = id, Terms = inherited, Accepted = true, PeerTunnelId = peek.AssignedTunnelId, RequestDigest = peek.Digest,
            Recovers = recovers,
        });
        turn.Apply(new DestinationTransient.PeerOpened(turn.Now, turn.Now - ArrivalWindow));
        Count(DestinationCount.TunnelAccepted);
        TellAccept(State.Tunnels[id], datagram);
    }

    private void TellAccept(DestinationTunnel tunnel, Datagram datagram)
    {
        if (tunnel.Load is not null)
        {
            Tell(tunnel.Id, datagram);
            return;
        }
        if (tunnel.Assigned.Recovers is { } old)
        {
            AskOldTunnel(tunnel, old, datagram);
            return;
        }
        turn.Apply(new DestinationTransient.TunnelTold(tunnel.Id, turn.Now));
        Tell(tunnel.Id, new AcceptTunnel { Request = datagram, Terms = tunnel.Assigned.Terms });
    }

    private void Drop(Datagram datagram, Milestone milestone, string why)
    {
        Count(DestinationCount.DatagramDropped);
        if (turn.Now < State.NextDropReport)
            return;
        turn.Apply(new DestinationTransient.DropReported(turn.Now + DropReportInterval));
        turn.Do(new Report(milestone, $"{State.Key.Peer}: {why}, dropped",
            ("destination", State.Key.ToString()), ("reason", why), ("octets", datagram.Payload.Length)));
    }
}
