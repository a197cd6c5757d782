using Entities.Destinations;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Destinations;

public class InboundTests
{
    [Fact]
    public void ASccrqGetsATunnel()
    {
        var destination = new DestinationRig().Sccrq(7);
        var (tunnel, accept) = destination.ToTunnels<AcceptTunnel>().Single();
        tunnel.ShouldBe(destination.Only.Id);
        accept.Request.Payload.ShouldBe(ByteString.CopyFrom(Messages.Sccrq(7, null)));
        accept.Terms.ShouldBeNull();
    }

    [Fact]
    public void Rfc2661_5_8_ARetransmittedSccrqGoesToTheSameTunnel()
    {
        var destination = new DestinationRig().Sccrq(7);
        var id = destination.Only.Id;
        destination.Sccrq(7).ToTunnels<AcceptTunnel>().Single().Tunnel.ShouldBe(id);
        destination.Load(id, false).Sccrq(7).ToTunnels<Datagram>().Single().Tunnel.ShouldBe(id);

        destination.Rig.Recover();
        destination.Load(id, false).Sccrq(7).ToTunnels<Datagram>().Single().Tunnel.ShouldBe(id);
        destination.State.Tunnels.Count.ShouldBe(1);
    }

    [Fact]
    public void ANewLifeOfThePeerUnderTheSameIdGetsATunnelOfItsOwn()
    {
        var destination = new DestinationRig().Sccrq(7, tie: 1).Sccrq(7, tie: 2);
        destination.State.Tunnels.Count.ShouldBe(2);
    }

    [Fact]
    public void Rfc2661_4_4_3_WeWin_TheirsIsDroppedSilently()
    {
        var destination = new DestinationRig().Place(1);
        var ours = destination.Only;
        destination.Sccrq(7, ours.Assigned.TieBreaker + 1);

        destination.Effects.OfType<TellEntity>().ShouldBeEmpty();
        destination.Only.Id.ShouldBe(ours.Id);
        destination.State.Counters.TiesWon.ShouldBe(1ul);
        // a copy that was long on its way opens nothing either, though ours is up by then
        destination.Load(ours.Id, true, 1).Sccrq(7, ours.Assigned.TieBreaker + 1).State.Tunnels.Count.ShouldBe(1);
    }

    [Fact]
    public void Rfc2661_4_4_3_OnlyWeHaveAValue_WeWin() =>
        new DestinationRig().Place(1).Sccrq(7).State.Counters.TiesWon.ShouldBe(1ul);

    [Fact]
    public void Rfc2661_4_4_3_WeLose_OursGivesWayAndItsCallsFollow()
    {
        var destination = new DestinationRig().Place(1).Place(2);
        var ours = destination.Only;
        destination.Sccrq(7, ours.Assigned.TieBreaker - 1);

        destination.ToTunnels<LoseTie>().Single().Tunnel.ShouldBe(ours.Id);
        var (accepted, accept) = destination.ToTunnels<AcceptTunnel>().Single();
        accept.Terms.ShouldBe(ours.Assigned.Terms);

        destination.Tell(new TunnelClosed { TunnelId = ours.Id, Requeue = { DestinationRig.Call(1), DestinationRig.Call(2) } });
        destination.ToTunnels<PlaceCall>().Select(told => (told.Tunnel, told.Command.Order.CallKey, told.Command.Open is null)).ShouldBe(
            [(accepted, DestinationRig.Call(1), true), (accepted, DestinationRig.Call(2), true)]);
        destination.State.Counters.TiesLost.ShouldBe(1ul);
    }

    [Fact]
    public void ANewCallAfterALostTieGoesToTheTunnelThatWon()
    {
        var destination = new DestinationRig().Place(1);
        var ours = destination.Only;
        destination.Sccrq(7, 0).Place(2).ToTunnels<PlaceCall>().Single().Tunnel.ShouldNotBe(ours.Id);
    }

    [Fact]
    public void ATunnelThatLostATieMeetsNoFurtherRequest() =>
        new DestinationRig().Place(1).Sccrq(7, 0).Sccrq(8).ToTunnels<AcceptTunnel>().ShouldHaveSingleItem();

    [Fact]
    public void ATunnelThatLostATieLocksNothingOutEvenIfItFails()
    {
        var destination = new DestinationRig().Place(1);
        var ours = destination.Only;
        destination.Sccrq(7, 0).TunnelFails(ours.Id).State.Lockout.ShouldBeNull();
    }

    [Fact]
    public void Rfc2661_4_4_3_EqualValues_BothAreDroppedAndTheCallsOpenAnother()
    {
        var destination = new DestinationRig().Place(1);
        var ours = destination.Only;
        destination.Sccrq(7, ours.Assigned.TieBreaker);

        destination.ToTunnels<LoseTie>().Single().Tunnel.ShouldBe(ours.Id);
        destination.ToTunnels<AcceptTunnel>().ShouldBeEmpty();
        destination.Tell(new TunnelClosed { TunnelId = ours.Id, Requeue = { DestinationRig.Call(1) } });
        destination.Only.Assigned.TieBreaker.ShouldNotBe(ours.Assigned.TieBreaker);
        destination.ToTunnels<PlaceCall>().Single().Command.Open.ShouldNotBeNull();
    }

    [Fact]
    public void ATunnelThatCameUpBeforeItHeardOfTheTieIsKept()
    {
        var destination = new DestinationRig().Place(1);
        var ours = destination.Only;
        destination.Sccrq(7, 0).Load(ours.Id, true, 1).State.Tunnels[ours.Id].Losing.ShouldBeFalse();
    }

    [Fact]
    public void ATunnelThatIsUpHasNoTie()
    {
        var destination = new DestinationRig().Place(1);
        destination.Load(destination.Only.Id, true, 1).Sccrq(7, 0);
        destination.ToTunnels<AcceptTunnel>().ShouldHaveSingleItem();
        destination.ToTunnels<LoseTie>().ShouldBeEmpty();
    }

    [Fact]
    public void AStopCcnGoesToTheTunnelWhosePeerSentIt()
    {
        var destination = new DestinationRig().Sccrq(7).Sccrq(8);
        var id = destination.State.Tunnels.Values.Single(tunnel => tunnel.Assigned.PeerTunnelId == 8).Id;
        destination.StopCcn(8).ToTunnels<Datagram>().Single().Tunnel.ShouldBe(id);
    }

    [Fact]
    public void AStopCcnThatRefusesOurOnlyOpeningTunnelGoesToIt()
    {
        var destination = new DestinationRig().Place(1);
        destination.StopCcn(55).ToTunnels<Datagram>().Single().Tunnel.ShouldBe(destination.Only.Id);
        destination.Load(destination.Only.Id, true).StopCcn(55).ToTunnels<Datagram>().ShouldBeEmpty();
    }

    /// <summary>It comes instead of a SCCRQ of the peer's that was lost: kept by our tunnel, its number would stand for what the peer says there.</summary>
    [Fact]
    public void AStopCcnThatGivesUpThePeersOwnTunnelIsNotForOurs()
    {
        var destination = new DestinationRig().Place(1);
        destination.StopCcn(55, ns: 1, nr: 0).ToTunnels<Datagram>().ShouldBeEmpty();
        destination.StopCcn(55, ns: 0, nr: 0).ToTunnels<Datagram>().ShouldBeEmpty();
    }

    [Fact]
    public void WhatNobodyCanBeGivenIsDroppedCountedAndToldOnce()
    {
        var destination = new DestinationRig().StopCcn(1);
        destination.Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.UnexpectedMessage);
        destination.Tell(new Datagram { Payload = ByteString.CopyFrom(1, 2, 3) }).Effects.ShouldBeEmpty();
        destination.State.Counters.DatagramsDropped.ShouldBe(2ul);

        destination.Rig.Pass(TimeSpan.FromMinutes(1));
        destination.Tell(new Datagram()).Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.MalformedInput);
    }

    [Fact]
    public void APeerMayOpenOnlySoManyTunnelsAtOnce()
    {
        var destination = new DestinationRig();
        for (ushort id = 1; id <= 40; id++)
            destination.Sccrq(id);
        destination.State.Tunnels.Count.ShouldBe(DestinationDecision.MostNewTunnels);
        destination.State.Counters.TunnelsOverLimit.ShouldBe(24ul);

        // half open ones count however old they are
        destination.Rig.Pass(TimeSpan.FromMinutes(1));
        destination.Sccrq(50).State.Tunnels.Count.ShouldBe(DestinationDecision.MostNewTunnels);
        foreach (var id in destination.State.Tunnels.Keys)
            destination.Load(id, true);
        destination.Sccrq(51).State.Tunnels.Count.ShouldBe(DestinationDecision.MostNewTunnels + 1);
    }

    [Fact]
    public void APeerThatMayOpenNoneIsIgnored()
    {
        var destination = new DestinationRig();
        destination.Policy.Settings = new DestinationSettings { AcceptsTunnels = false };
        destination.Sccrq(7).State.Tunnels.ShouldBeEmpty();
        destination.Rig.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Rfc2661_5_3_ASccrqWithoutAnAssignedTunnelIdIsMalformed() =>
        new DestinationRig().Sccrq(0).Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.MalformedInput);
}
