using Entities.Tests.Destinations;
using Entities.Destinations;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Failover;

/// <summary>RFC 4951 §3.2.1 and Appendix B: ties of recovery tunnels, within those of the same old tunnel and nowhere else.</summary>
public class DoubleFailureTests
{
    private const ushort Old = 0x4211, PeersOld = 0x0077, Other = 0x4212, Theirs = 0x0D0D;

    private static RecoveredTunnel Recovered(ushort old = Old, uint attempt = 0) => new() { TunnelId = old, PeerTunnelId = PeersOld, Attempt = attempt };

    /// <summary>A destination whose old tunnel wants its recovery.</summary>
    private static DestinationRig Recovering(ushort old = Old) =>
        new DestinationRig().Tell(new RecoverTunnel { Recovers = Recovered(old, attempt: 1), Terms = DestinationRig.Terms() });

    private static DestinationRig Ask(DestinationRig rig, ulong? tie, ushort old = Old) => rig.Tell(new Datagram
    {
        Local = rig.State.Key.Local.ToMessage(),
        Peer = rig.State.Key.Peer.ToMessage(),
        Payload = ByteString.CopyFrom(Messages.RecoverySccrq(Theirs, tie, PeersOld, old)),
    });

    [Fact]
    public void OurRequestOpensATunnelInTheShardOfTheOldOne()
    {
        var rig = Recovering();
        var (id, open) = rig.ToTunnels<OpenTunnel>().Single();
        (id >> 8).ShouldBe(Old >> 8);
        open.Recovers.ShouldBe(Recovered(attempt: 1));
        open.TieBreaker.ShouldNotBe(0ul);
        open.FirstContact.ShouldBeFalse();

        // asked again: the same one
        rig.Tell(new RecoverTunnel { Recovers = Recovered(attempt: 1), Terms = DestinationRig.Terms() }).ToTunnels<OpenTunnel>().Single().Tunnel.ShouldBe(id);
        // another attempt: another one, and the earlier gives way
        rig.Tell(new RecoverTunnel { Recovers = Recovered(attempt: 2), Terms = DestinationRig.Terms() }).ToTunnels<OpenTunnel>().Single().Tunnel.ShouldNotBe(id);
        rig.ToTunnels<LoseTie>().Single().Tunnel.ShouldBe(id);
    }

    [Fact]
    public void Rfc4951_B_WeLose_ThePeersIsAnsweredByTheOldTunnel()
    {
        var rig = Recovering();
        var ours = rig.Only;
        Ask(rig, tie: 0);

        rig.ToTunnels<LoseTie>().Single().Tunnel.ShouldBe(ours.Id);
        var (old, asked) = rig.ToTunnels<RecoveryAsked>().Single();
        old.ShouldBe(Old);
        (asked.Recovers.TunnelId, asked.Recovers.PeerTunnelId).ShouldBe(((uint)Old, (uint)PeersOld));
        asked.RecoveryTunnelId.ShouldNotBe(ours.Id);
        rig.State.Counters.TiesLost.ShouldBe(1ul);
    }

    [Fact]
    public void Rfc4951_B_WeWin_ThePeersIsDroppedSilently()
    {
        var rig = Recovering();
        Ask(rig, tie: ulong.MaxValue);

        rig.Effects.OfType<TellEntity>().ShouldBeEmpty();
        rig.Only.Losing.ShouldBeFalse();
        // and its copies
        Ask(rig, tie: ulong.MaxValue).Effects.OfType<TellEntity>().ShouldBeEmpty();
    }

    [Fact]
    public void EqualOnesAreBothDropped_AndOursIsAskedForAnew()
    {
        var rig = Recovering();
        var ours = rig.Only;
        Ask(rig, ours.Assigned.TieBreaker);
        rig.ToTunnels<LoseTie>().Single().Tunnel.ShouldBe(ours.Id);
        rig.ToTunnels<RecoveryAsked>().ShouldBeEmpty();

        var again = rig.Tell(new RecoverTunnel { Recovers = Recovered(attempt: 1), Terms = DestinationRig.Terms() }).ToTunnels<OpenTunnel>().Single();
        again.Tunnel.ShouldNotBe(ours.Id);
        again.Command.TieBreaker.ShouldNotBe(ours.Assigned.TieBreaker);
    }

    /// <summary>
    /// Seed 784464: both ends had failed, the peer's request was taken, and then ours went out as well; the ends took their numbers from different
    /// recoveries.
    /// </summary>
    [Fact]
    public void ThePeersRequestThatWasThereFirstServesBoth_OursIsOpenedWhenItComesToNothing()
    {
        var rig = Ask(new DestinationRig(), tie: ulong.MaxValue);
        var theirs = (ushort)rig.ToTunnels<RecoveryAsked>().Single().Command.RecoveryTunnelId;
        var ours = new RecoverTunnel { Recovers = Recovered(attempt: 1), Terms = DestinationRig.Terms() };
        rig.Tell(ours).ToTunnels<OpenTunnel>().ShouldBeEmpty();
        rig.Load(theirs, established: false).Tell(ours).ToTunnels<OpenTunnel>().ShouldBeEmpty();
        // that of another old tunnel is none of its business
        rig.Tell(new RecoverTunnel { Recovers = Recovered(Other, attempt: 1), Terms = DestinationRig.Terms() }).ToTunnels<OpenTunnel>().ShouldHaveSingleItem();

        rig.Tell(new TunnelClosed { TunnelId = theirs, Failed = true, Text = "no SCCCN" }).Tell(ours).ToTunnels<OpenTunnel>().ShouldHaveSingleItem();
    }

    [Fact]
    public void ARequestWithAnotherPeersIdDoesNotHoldOursUp()
    {
        var rig = Ask(new DestinationRig(), tie: ulong.MaxValue);
        var ours = new RecoveredTunnel { TunnelId = Old, PeerTunnelId = PeersOld + 1, Attempt = 1 };
        rig.Tell(new RecoverTunnel { Recovers = ours, Terms = DestinationRig.Terms() }).ToTunnels<OpenTunnel>().ShouldHaveSingleItem();
    }

    [Fact]
    public void APeersRequestThatNobodyEverAnsweredDoesNotHoldOursUpForEver()
    {
        var rig = Ask(new DestinationRig(), tie: ulong.MaxValue);
        rig.Rig.Pass(TimeSpan.FromSeconds(31));
        rig.Tell(new RecoverTunnel { Recovers = Recovered(attempt: 1), Terms = DestinationRig.Terms() }).ToTunnels<OpenTunnel>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Rfc4951_3_2_1_TheTieOfAnotherOldTunnelDoesNotCount()
    {
        var rig = Recovering(Other);
        Ask(rig, tie: 0, Old);

        rig.ToTunnels<LoseTie>().ShouldBeEmpty();
        rig.ToTunnels<RecoveryAsked>().Single().Tunnel.ShouldBe(Old);
        rig.State.Tunnels.Values.ShouldAllBe(tunnel => !tunnel.Losing);
    }

    [Fact]
    public void Rfc4951_3_2_1_RecoveryAndOrdinaryTunnelsDoNotTie()
    {
        // ours is an ordinary one, the peer's recovers
        var rig = new DestinationRig().Place(1);
        Ask(rig, tie: 0);
        rig.ToTunnels<LoseTie>().ShouldBeEmpty();
        rig.ToTunnels<RecoveryAsked>().ShouldHaveSingleItem();

        // ours recovers, the peer's is an ordinary one
        rig = Recovering().Sccrq(7, tie: 0);
        rig.ToTunnels<LoseTie>().ShouldBeEmpty();
        rig.ToTunnels<AcceptTunnel>().ShouldHaveSingleItem();
    }

    [Fact]
    public void ARetransmittedRequestAsksTheOldTunnelAgain()
    {
        var rig = new DestinationRig();
        var first = Ask(rig, tie: 5).ToTunnels<RecoveryAsked>().Single().Command.RecoveryTunnelId;
        Ask(rig, tie: 5).ToTunnels<RecoveryAsked>().Single().Command.RecoveryTunnelId.ShouldBe(first);
        rig.Load((ushort)first, established: false);
        Ask(rig, tie: 5).ToTunnels<Datagram>().Single().Tunnel.ShouldBe((ushort)first);
    }

    [Fact]
    public void NoCallIsPlacedInARecoveryTunnelAndItsEndLocksNothingOut()
    {
        var rig = Recovering();
        var recovery = rig.Only.Id;
        rig.Load(recovery, established: true).Place(1).ToTunnels<PlaceCall>().Single().Tunnel.ShouldNotBe(recovery);
        rig.TunnelFails(recovery).State.Lockout.ShouldBeNull();
    }

    [Fact]
    public void AnIdOfNobodyIsRefusedWithoutAsking()
    {
        var rig = Ask(new DestinationRig(), tie: 5, old: 0);
        rig.ToTunnels<RecoveryAsked>().ShouldBeEmpty();
        rig.ToTunnels<AcceptTunnel>().Single().Command.Recovery.Refusal.ShouldNotBeEmpty();
    }

    /// <summary>Forged requests must not fill the id space.</summary>
    [Fact]
    public void RequestsForUnknownTunnelsAreLimited()
    {
        var rig = new DestinationRig();
        for (ulong tie = 1; tie <= 40; tie++)
            Ask(rig, tie);
        rig.State.Tunnels.Count.ShouldBe(16);
    }

    [Fact]
    public void TheRecoveryTunnelOutlivesARestart()
    {
        var rig = Recovering();
        var id = rig.Only.Id;
        rig.Rig.Recover();
        rig.Tell(new RecoverTunnel { Recovers = Recovered(attempt: 1), Terms = DestinationRig.Terms() }).ToTunnels<OpenTunnel>().Single().Tunnel.ShouldBe(id);
    }
}
