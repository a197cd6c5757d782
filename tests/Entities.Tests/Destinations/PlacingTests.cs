using Entities.Destinations;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Destinations;

public class PlacingTests
{
    [Fact]
    public void TheFirstCallOpensATunnel()
    {
        var destination = new DestinationRig().Place(1);

        var (tunnel, place) = destination.ToTunnels<PlaceCall>().Single();
        tunnel.ShouldBe(destination.Only.Id);
        place.Order.CallKey.ShouldBe(DestinationRig.Call(1));
        place.Open.FirstContact.ShouldBeTrue();
        place.Open.TieBreaker.ShouldNotBe(0ul);
        place.Open.Terms.Secret.ToStringUtf8().ShouldBe("secret");
        destination.Effects.OfType<TellEntity>().Single().To.Key.ShouldBe($"127.0.0.1:1701/{tunnel}");
    }

    [Fact]
    public void NoDurableEventIsWrittenForACall()
    {
        var destination = new DestinationRig().Place(1);
        destination.Load(destination.Only.Id, true, 1);
        var written = destination.Rig.Journaled;
        for (var call = 2; call < 50; call++)
            destination.Place(call);
        destination.Rig.Journaled.ShouldBe(written);
    }

    [Fact]
    public void CallsShareATunnelWhichIsOpenedAgainUntilItReports()
    {
        var destination = new DestinationRig().Place(1).Place(2);
        destination.ToTunnels<PlaceCall>().Single().ShouldSatisfyAllConditions(
            told => told.Tunnel.ShouldBe(destination.Only.Id), told => told.Command.Open.ShouldNotBeNull());

        destination.Load(destination.Only.Id, true, 1, 2).Place(3);
        destination.ToTunnels<PlaceCall>().Single().Command.Open.ShouldBeNull();
    }

    [Theory]
    [InlineData("other", "secret")]
    [InlineData("", "other")]
    public void OtherTermsAreAnotherTunnel(string assignment, string secret)
    {
        var destination = new DestinationRig().Place(1).Place(2, DestinationRig.Terms(assignment, secret));
        destination.State.Tunnels.Count.ShouldBe(2);
    }

    [Fact]
    public void AFullTunnelOpensASecondOneInAnotherShard()
    {
        var destination = new DestinationRig();
        destination.Policy.Settings = new DestinationSettings { SessionsPerTunnel = 2 };
        destination.Place(1).Place(2).Place(3);

        destination.State.Tunnels.Count.ShouldBe(2);
        destination.State.Tunnels.Keys.Select(id => id >> 8).Distinct().Count().ShouldBe(2);
        destination.State.Tunnels.Values.Select(tunnel => tunnel.Sessions).ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public void TunnelMaximumSessionsOfANamedAssignmentIsALimitOfAllItsTunnels()
    {
        var terms = DestinationRig.Terms("blue", maximum: 2);
        new DestinationRig().Place(1, terms).Place(2, terms).Place(3, terms).Refusal.Reason.ShouldBe(RefusalReason.SessionLimit);

        // without a name it is one tunnel's
        var unnamed = DestinationRig.Terms(maximum: 2);
        new DestinationRig().Place(1, unnamed).Place(2, unnamed).Place(3, unnamed).State.Tunnels.Count.ShouldBe(2);
    }

    [Fact]
    public void ADestinationAtItsSessionLimitRefuses()
    {
        var destination = new DestinationRig();
        destination.Policy.Settings = new DestinationSettings { MaximumSessions = 1 };
        destination.Place(1).Place(2).Refusal.Reason.ShouldBe(RefusalReason.SessionLimit);
        destination.Load(destination.Only.Id, true).State.Sessions.ShouldBe(1); // not reported yet, so still on its way
        destination.Load(destination.Only.Id, true, 1).Load(destination.Only.Id, true).State.Sessions.ShouldBe(0);
        destination.Place(3).ToTunnels<PlaceCall>().ShouldHaveSingleItem();
    }

    [Fact]
    public void ACallThatIsRepeatedGoesToItsTunnelWhateverHasChanged()
    {
        var destination = new DestinationRig().Place(1);
        var id = destination.Only.Id;
        destination.Tell(new SetDestinationState { State = AdministrativeState.Drain }).Place(1);
        destination.ToTunnels<PlaceCall>().Single().Tunnel.ShouldBe(id);
        destination.State.Counters.CallsPlaced.ShouldBe(1ul);

        destination.Place(2).Refusal.Reason.ShouldBe(RefusalReason.Draining);
    }

    [Fact]
    public void ACallThatATunnelNeverReportedIsForgottenInTheEnd()
    {
        var destination = new DestinationRig().Place(1);
        destination.Rig.Pass(TimeSpan.FromSeconds(61));
        destination.Load(destination.Only.Id, true).State.Sessions.ShouldBe(0);
    }

    [Fact]
    public void DisabledClosesEveryTunnelAndRefuses()
    {
        var destination = new DestinationRig().Place(1).Place(2, DestinationRig.Terms("other"))
            .Tell(new SetDestinationState { State = AdministrativeState.AdminDisabled });

        destination.ToTunnels<CloseTunnel>().Select(told => told.Tunnel).ShouldBe(destination.State.Tunnels.Keys);
        destination.Effects.OfType<Reply>().Single().Answer.ShouldBeOfType<DestinationStatus>().Effective
            .ShouldBe(AdministrativeState.AdminDisabled);
        destination.Place(3).Refusal.Reason.ShouldBe(RefusalReason.Disabled);
    }

    [Fact]
    public void TheStricterStateOfItselfAndTheSystemHolds()
    {
        var destination = new DestinationRig();
        destination.Policy.Settings = new DestinationSettings { Administrative = AdministrativeState.Drain };
        destination.Place(1).Refusal.Reason.ShouldBe(RefusalReason.Draining);
    }

    [Fact]
    public void CloseCallFindsTheTunnelOrSaysThatThereIsNone()
    {
        var destination = new DestinationRig().Place(1).Tell(new CloseCall { CallKey = DestinationRig.Call(1) });
        destination.ToTunnels<CloseCall>().Single().Tunnel.ShouldBe(destination.Only.Id);

        destination.Tell(new CloseCall { CallKey = DestinationRig.Call(2) });
        destination.Effects.OfType<TellEntity>().Single().Command.ShouldBe(new CallClosed { CallKey = DestinationRig.Call(2), Unknown = true });
    }

    [Fact]
    public void AnIdThatLivesForAnotherPeerIsReplacedAndItsCallsGoWithIt()
    {
        var destination = new DestinationRig().Place(1).Place(2);
        var taken = destination.Only.Id;
        destination.Tell(new TunnelIdTaken { TunnelId = taken });

        destination.Only.Id.ShouldNotBe(taken);
        destination.ToTunnels<PlaceCall>().Select(told => (told.Tunnel, told.Command.Order.CallKey, told.Command.Open is not null)).ShouldBe(
            [(destination.Only.Id, DestinationRig.Call(1), true), (destination.Only.Id, DestinationRig.Call(2), true)]);
        destination.State.Lockout.ShouldBeNull();
    }

    [Fact]
    public void NoIdIsGivenTwice()
    {
        var destination = new DestinationRig();
        destination.Policy.Settings = new DestinationSettings { SessionsPerTunnel = 1 };
        for (var call = 0; call < 1000; call++)
            destination.Place(call);
        destination.State.Tunnels.Count.ShouldBe(1000); // four in a shard: by chance alone many would meet
    }

    [Fact]
    public void AnIdRestsForAWholeCycleBeforeItIsUsedAgain()
    {
        var destination = new DestinationRig().Place(1);
        var id = destination.Only.Id;
        destination.Tell(new TunnelClosed { TunnelId = id });
        destination.State.Resting.Keys.ShouldBe([id]);
        destination.Effects.OfType<StartTimer>().Single().ShouldBe(new StartTimer("rest", destination.Rig.Now + TimeSpan.FromSeconds(61)));

        destination.Fires("rest", TimeSpan.FromSeconds(61)).State.Resting.ShouldBeEmpty();
        destination.Rig.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void ShowTellsTheTunnels()
    {
        var destination = new DestinationRig().Place(1, DestinationRig.Terms("blue"));
        destination.Load(destination.Only.Id, true, 1);
        var shown = destination.Rig.Show<DestinationStatus>(new ShowDestination());

        shown.Destination.ShouldBe(DestinationRig.Key);
        shown.PeerHasAnswered.ShouldBeTrue();
        shown.Sessions.ShouldBe(1u);
        var tunnel = shown.Tunnels.Single();
        (tunnel.Established, tunnel.AssignmentId, tunnel.PeerTunnelId, tunnel.Sessions).ShouldBe((true, "blue", 99u, 1u));
    }
}
