using Entities.Destinations;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;
using Entities.Tunnels.Control;

namespace Entities.Tunnels.Failover;

/// <summary>The surviving side of an old tunnel (RFC 4951 §3.2.1): the peer asks to recover it.</summary>
internal static class SurvivingSide
{
    /// <summary>
    /// Our SCCRP suggests numbers so much further on, at random: whatever is still under way from before is then an old number to either
    /// end, and nobody can guess the new ones (§5.3, §8). Half of what counts as old, less a window.
    /// </summary>
    public const int SmallestJump = 1024, LargestJump = 16384;

    /// <summary>Beyond the recovery tunnel's own set-up timer: its word may have been lost.</summary>
    private const int OfferGraceSeconds = 20;

    public static void OnAsked(TunnelTurn turn, RecoveryAsked asked)
    {
        // our own recovery is planned because numbers are missing: should the peer's fail, ours goes on
        if (turn.State.Planned is { } reason) OldTunnel.Want(turn, reason);
        var offer = new RecoveryOffer { Recovers = asked.Recovers, Refusal = Refusal(turn, asked) };
        var @event = offer.Refusal.Length == 0 ? FailoverEvent.PeerAsksAcceptable : FailoverEvent.PeerAsksNotAcceptable;
        var actions = FailoverTable.Next(turn.State.Failover, @event).Actions;
        // a late copy of an SCCRQ whose recovery is done must not begin it again; its tunnel takes it as a copy
        if (actions.HasFlag(FailoverActions.AcceptRecoveryTunnel) && !IsDone(turn, asked)) Offer(turn, asked, offer);
        turn.Do(new TellEntity(new TunnelKey(turn.State.Key.Local, (ushort)asked.RecoveryTunnelId).Entity,
            new AcceptTunnel { Request = asked.Request, Recovery = offer }));
    }

    /// <summary>A tunnel that isn't there.</summary>
    public static RecoveryOffer Unknown(RecoveredTunnel recovers) => new()
    {
        Recovers = recovers,
        Refusal = $"tunnel {recovers.TunnelId} with peer's id {recovers.PeerTunnelId} is unknown (RFC 4951 §3.2.1)",
    };

    /// <summary>No SCCCN came: the old tunnel goes on as it was, or asks for its own recovery again.</summary>
    public static void Abandon(TunnelTurn turn, string text)
    {
        if (!FailoverTable.Next(turn.State.Failover, FailoverEvent.PeerTunnelFailed).Actions.HasFlag(FailoverActions.GoOn)) return;
        turn.Apply(new FailoverAbandoned { Text = text });
        turn.Report(Milestone.RecoveryFailed, $"the peer's recovery: {text}", ("peer", turn.State.PeerEndpoint));
        turn.Do(new CancelTimer(TunnelTimers.Recover));
        if (turn.State.Begun is not null)
            OldTunnel.Ask(turn);
        else
            Keepalive.ArmHello(turn);
    }

    public static void ArmOffer(TunnelTurn turn) =>
        turn.Do(new StartTimer(TunnelTimers.Recover, turn.Now.AddSeconds(turn.Settings.SetUpSeconds + OfferGraceSeconds)));

    private static void Offer(TunnelTurn turn, RecoveryAsked asked, RecoveryOffer offer)
    {
        // a retransmitted SCCRQ gets the same answer
        if (turn.State.Offered?.RecoveryTunnelId != asked.RecoveryTunnelId)
        {
            turn.Apply(new FailoverOffered
            {
                RecoveryTunnelId = asked.RecoveryTunnelId,
                SuggestedNs = Ahead(turn, turn.State.Channel!.NextNr),
                SuggestedNr = Ahead(turn, turn.State.Channel.NextNs),
                AtUnixMs = turn.NowUnixMs,
            });
            turn.Report(Milestone.RecoveryAsked, "the peer recovers this tunnel", ("peer", turn.State.PeerEndpoint),
                ("recoveryTunnel", asked.RecoveryTunnelId));
        }
        var offered = turn.State.Offered!;
        offer.Secret = ByteString.CopyFrom(turn.State.Secret.Span);
        offer.SecretName = turn.State.Accepting?.SecretName ?? PeerChecks.SecretOf(turn.State.Opening!.Terms);
        offer.LocalName = turn.State.Accepting?.LocalName ?? turn.State.Opening!.Terms.LocalName;
        offer.SuggestedNs = offered.SuggestedNs;
        offer.SuggestedNr = offered.SuggestedNr;
        ArmOffer(turn);
    }

    private static string Refusal(TunnelTurn turn, RecoveryAsked asked)
    {
        var isOurs = turn.State is { IsEstablished: true, Recovers: null } && asked.Recovers.PeerTunnelId == turn.State.PeerTunnelId
            && asked.Request.Peer.ToIPEndPoint().Address.Equals(turn.State.PeerEndpoint.Address);
        if (!isOurs) return Unknown(asked.Recovers).Refusal;
        return FailoverTerms.WasExchanged(turn.State.Peer) ? "" : "no Failover Capability was exchanged (RFC 4951 §3.1)";
    }

    /// <summary>Within the time in which the id can't be another recovery tunnel's.</summary>
    private static bool IsDone(TunnelTurn turn, RecoveryAsked asked) => turn.State.LastReset is { Recovering: false } last
        && last.RecoveryTunnelId == asked.RecoveryTunnelId && turn.NowUnixMs < last.AtUnixMs + (turn.Settings.ClearingSeconds * 1000L);

    private static uint Ahead(TunnelTurn turn, ushort number) => unchecked((ushort)(number + turn.Random.Next(SmallestJump, LargestJump)));
}
