using Entities.Destinations;
using Entities.Tunnels.Control;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Failover;

/// <summary>
/// A recovery tunnel (RFC 4951 §3.2.1): a control connection with an id of its own, whose handshake hands numbers to the old tunnel,
/// which is another entity. It carries no call.
/// </summary>
internal static class RecoveryTunnel
{
    /// <summary>Until the old tunnel has confirmed; it is on the same node.</summary>
    private const int DeliverAgainSeconds = 2;

    public static void Accept(TunnelTurn turn, ICallRole role, AcceptTunnel accept)
    {
        var offer = accept.Recovery;
        turn.Apply(new TunnelAccepting
        {
            Peer = accept.Request.Peer,
            Secret = offer.Secret,
            SecretName = offer.SecretName,
            LocalName = offer.LocalName.Length > 0 ? offer.LocalName : turn.Settings.HostName,
            Challenge = offer.Secret.IsEmpty ? ByteString.Empty : ByteString.CopyFrom(turn.RandomBytes(ConnectionSetup.ChallengeLength)),
            AtUnixMs = turn.NowUnixMs,
            Recovers = offer.Recovers,
            SuggestedNs = offer.SuggestedNs,
            SuggestedNr = offer.SuggestedNr,
            Refusal = offer.Refusal,
        });
        ConnectionSetup.ArmSetUp(turn);
        ControlInput.Receive(turn, role, accept.Request);
    }

    /// <summary>The numbers of our end of the old tunnel: the peer's SCCRP says them to who recovers, else both are 0 (§3.2.2, §5.3).</summary>
    /// <param name="reply">Null at the surviving end, whose own SCCRP has said them.</param>
    public static (ushort Ns, ushort Nr) Numbers(TunnelTurn turn, Sccrp? reply) => turn.State.Accepting is { } accepting
        ? ((ushort)accepting.SuggestedNr, (ushort)accepting.SuggestedNs)
        : (reply?.SuggestedControlSequence?.Ns ?? 0, reply?.SuggestedControlSequence?.Nr ?? 0);

    /// <summary>The handshake is complete: says so to the old tunnel until it has taken it.</summary>
    public static void Deliver(TunnelTurn turn)
    {
        if (turn.State is not { Established: { } established, Recovers: { } recovers, IsDelivered: false }) return;
        turn.Do(new TellEntity(Old(turn), new RecoveryReady
        {
            Recovers = recovers,
            RecoveryTunnelId = turn.State.Key.TunnelId,
            Recovering = turn.State.IsInitiator,
            Ns = established.Ns,
            Nr = established.Nr,
        }));
        turn.Do(new StartTimer(TunnelTimers.Deliver, turn.Now.AddSeconds(DeliverAgainSeconds)));
    }

    /// <summary>"Either endpoint can tear down the recovery tunnel": who recovers does (§3.2.2); the other end waits for it, not for ever.</summary>
    public static void OnTaken(TunnelTurn turn, ICallRole role)
    {
        if (turn.State is not { Established: not null, Recovers: not null, IsDelivered: false }) return;
        turn.Apply(new RecoveryDelivered());
        turn.Do(new CancelTimer(TunnelTimers.Deliver));
        if (turn.State.IsInitiator)
            Close(turn, role);
        else
            ArmEnd(turn);
    }

    public static void ArmEnd(TunnelTurn turn) =>
        turn.Do(new StartTimer(TunnelTimers.Deliver, turn.Now.AddSeconds(turn.Settings.SetUpSeconds)));

    public static void OnTimer(TunnelTurn turn, ICallRole role)
    {
        if (turn.State.IsDelivered)
            Close(turn, role);
        else
            Deliver(turn);
    }

    /// <summary>It goes without having come up.</summary>
    public static void OnDown(TunnelTurn turn, ClearReason reason)
    {
        if (turn.State.Established is not null || turn.State.Recovers is not { } recovers) return;
        // the old tunnel, if there is one, has refused it itself
        if (turn.State.Accepting is { Refusal.Length: > 0 }) return;
        turn.Do(new TellEntity(Old(turn), new RecoveryFailed
        {
            Recovers = recovers,
            RecoveryTunnelId = turn.State.Key.TunnelId,
            Recovering = turn.State.IsInitiator,
            TieLost = reason.PlaceAgain,
            Text = reason.Text,
        }));
    }

    private static void Close(TunnelTurn turn, ICallRole role)
    {
        if (turn.State.IsEstablished)
            ConnectionClearing.Clear(turn, role, new ClearReason(StopCcnResult.GeneralRequest, "recovery is complete"));
    }

    private static EntityId Old(TunnelTurn turn) => new TunnelKey(turn.State.Key.Local, (ushort)turn.State.Recovers!.TunnelId).Entity;
}
