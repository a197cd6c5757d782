using Entities.Destinations;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Destinations;

/// <summary>After every durable event a recovery yields each effect that nobody has confirmed; and no call is placed twice.</summary>
public class RecoveryTests
{
    public static TheoryData<bool> Sources => new() { false, true };

    [Theory, MemberData(nameof(Sources))]
    public void TunnelAssigned_IsAskedAndCallsWait(bool snapshot)
    {
        var destination = Recovered(new DestinationRig().Place(1), snapshot);
        var id = destination.Only.Id;
        destination.ToTunnels<ReportLoad>().Single().Tunnel.ShouldBe(id);
        destination.Effects.OfType<StartTimer>().Single().ShouldBe(new StartTimer("recovery", destination.Rig.Now + TimeSpan.FromSeconds(2)));

        destination.Place(1).Effects.ShouldBeEmpty();
        destination.State.Held.Count.ShouldBe(1);
        destination.Load(id, true, 1).ToTunnels<PlaceCall>().Single().Tunnel.ShouldBe(id);
        destination.State.Held.ShouldBeEmpty();
    }

    [Fact]
    public void ACallIsForwardedToTheTunnelThatHasItAmongSeveral()
    {
        var destination = new DestinationRig().Place(1).Place(2, DestinationRig.Terms("other"));
        var first = destination.State.TunnelOfCall(DestinationRig.Call(1))!.Id;
        var second = destination.State.TunnelOfCall(DestinationRig.Call(2))!.Id;
        destination.Rig.Recover();

        // the first has reported, the second not yet: a call that is known goes on, an unknown one waits
        destination.Load(first, true, 1).Place(1).ToTunnels<PlaceCall>().Single().Tunnel.ShouldBe(first);
        destination.Place(2, DestinationRig.Terms("other")).Effects.ShouldBeEmpty();
        destination.Load(second, true, 2).ToTunnels<PlaceCall>().Single().Tunnel.ShouldBe(second);
        destination.State.Tunnels.Count.ShouldBe(2);
    }

    [Fact]
    public void ATunnelThatIsSilentIsWaitedForTwoSecondsAndAskedAgain()
    {
        var destination = new DestinationRig().Place(1);
        var silent = destination.Only.Id;
        destination.Rig.Recover();
        destination.Place(2).Fires("recovery", TimeSpan.FromSeconds(2));

        destination.ToTunnels<PlaceCall>().Single().Tunnel.ShouldNotBe(silent);
        destination.ToTunnels<ReportLoad>().Single().Tunnel.ShouldBe(silent);
        destination.Effects.OfType<StartTimer>().ShouldContain(new StartTimer("recovery", destination.Rig.Now + TimeSpan.FromSeconds(10)));
        destination.Load(silent, true, 1).Fires("recovery", TimeSpan.FromSeconds(10)).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void ATunnelThatNeverOpenedSaysSoAndTheCallOpensAnother()
    {
        var destination = new DestinationRig().Place(1);
        var id = destination.Only.Id;
        destination.Rig.Recover();
        destination.Place(1).Tell(new TunnelClosed { TunnelId = id });

        destination.Only.Id.ShouldNotBe(id);
        destination.ToTunnels<PlaceCall>().Single().Command.Open.ShouldNotBeNull();
    }

    [Fact]
    public void ACallThatIsClosedWhileItWaitsIsNotPlaced()
    {
        var destination = new DestinationRig().Place(1);
        var id = destination.Only.Id;
        destination.Rig.Recover();
        destination.Place(2).Tell(new CloseCall { CallKey = DestinationRig.Call(2) }).Load(id, true);

        destination.ToTunnels<PlaceCall>().ShouldBeEmpty();
        destination.Effects.OfType<TellEntity>().Single().Command.ShouldBe(new CallClosed { CallKey = DestinationRig.Call(2), Unknown = true });
    }

    [Fact]
    public void WhatWaitsIsBounded()
    {
        var destination = new DestinationRig().Place(1);
        destination.Rig.Recover();
        for (var call = 2; call < 2000; call++)
            destination.Place(call);
        destination.Place(2).State.Held.Count.ShouldBe(DestinationDecision.MostHeld);
    }

    [Theory, MemberData(nameof(Sources))]
    public void TunnelForgotten_KeepsItsIdAtRest(bool snapshot)
    {
        var destination = new DestinationRig().Place(1);
        var id = destination.Only.Id;
        destination.Tell(new TunnelClosed { TunnelId = id });
        var due = destination.Rig.Now + TimeSpan.FromSeconds(61);
        Recovered(destination, snapshot).Effects.OfType<StartTimer>().Single().ShouldBe(new StartTimer("rest", due));
        destination.State.Resting.Keys.ShouldBe([id]);
    }

    [Theory, MemberData(nameof(Sources))]
    public void LockedOut_KeepsItsTimeAndRefuses(bool snapshot)
    {
        var destination = LockoutTests.LockedOut(out var since);
        Recovered(destination, snapshot).Effects.OfType<StartTimer>().ShouldContain(new StartTimer("lockout", since + TimeSpan.FromSeconds(300)));
        destination.Place(2).Refusal.Reason.ShouldBe(RefusalReason.LockedOut);
    }

    [Theory, MemberData(nameof(Sources))]
    public void LockoutEnded_RefusesNoLonger(bool snapshot) =>
        Recovered(LockoutTests.LockedOut(out _).Fires("lockout", TimeSpan.FromSeconds(300)), snapshot)
            .Place(2).ToTunnels<PlaceCall>().ShouldHaveSingleItem();

    [Theory, MemberData(nameof(Sources))]
    public void ATestTunnel_IsOpenedAgain(bool snapshot)
    {
        var destination = LockoutTests.LockedOut(out _);
        destination.Policy.Settings = new DestinationSettings { LockoutTest = true };
        destination.Fires("lockout", TimeSpan.FromSeconds(300));
        var opened = destination.ToTunnels<OpenTunnel>().Single();
        Recovered(destination, snapshot).ToTunnels<OpenTunnel>().Single().ShouldBe(opened);
        destination.Load(opened.Tunnel, true).State.Lockout.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Sources))]
    public void TieLost_IsToldAgain(bool snapshot)
    {
        var destination = new DestinationRig().Place(1);
        var ours = destination.Only.Id;
        destination.Sccrq(7, 0);
        Recovered(destination, snapshot).ToTunnels<LoseTie>().Single().Tunnel.ShouldBe(ours);
    }

    [Theory, MemberData(nameof(Sources))]
    public void AdministrativeStateSet_DisabledClosesAgain(bool snapshot)
    {
        var destination = new DestinationRig().Place(1).Tell(new SetDestinationState { State = AdministrativeState.AdminDisabled });
        Recovered(destination, snapshot).ToTunnels<CloseTunnel>().ShouldHaveSingleItem();
        destination.Rig.Show<DestinationStatus>(new ShowDestination()).Administrative.ShouldBe(AdministrativeState.AdminDisabled);
    }

    [Theory, MemberData(nameof(Sources))]
    public void PeerAnswered_IsNoFirstContactAnyMore(bool snapshot)
    {
        var destination = new DestinationRig().Place(1);
        destination.Load(destination.Only.Id, true).Tell(new TunnelClosed { TunnelId = destination.Only.Id });
        Recovered(destination, snapshot).Place(2).ToTunnels<PlaceCall>().Single().Command.Open.FirstContact.ShouldBeFalse();
    }

    [Fact]
    public void EveryDurableEventIsWalked() =>
        DestinationEvent.Descriptor.Oneofs.Single().Fields.Select(field => (field.FieldNumber, field.Name)).ShouldBe(
        [
            (200, "snapshot"), (201, "tunnel_assigned"), (202, "tunnel_forgotten"), (203, "locked_out"), (204, "lockout_ended"),
            (205, "state_set"), (206, "peer_answered"), (207, "tie_lost"),
        ]);

    private static DestinationRig Recovered(DestinationRig destination, bool snapshot)
    {
        _ = snapshot ? destination.Rig.RecoverFromSnapshot() : destination.Rig.Recover();
        return destination;
    }
}
