using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

/// <summary>
/// After every durable event a recovery yields each effect that nobody has confirmed; from the events and from a snapshot alike.
/// </summary>
public class ResumeTests
{
    public static TheoryData<bool> Sources => new() { false, true };

    [Theory, MemberData(nameof(Sources))]
    public void Authorising_TakesItsPlaceAgainAsksAgainAndKeepsItsTimer(bool snapshot)
    {
        var session = new SessionRig().Trigger();
        var question = session.Effects.OfType<AskRadius>().Single().Question;
        session.Rig.Pass(TimeSpan.FromSeconds(7));
        session.Recover(snapshot).In(DialOutState.Authenticating);

        session.Effects.OfType<RetakeSlot>().ShouldHaveSingleItem();
        session.Effects.OfType<AskRadius>().Single().Question.ShouldBe(question);
        Due(session, "state").ShouldBe(Given.T - TimeSpan.FromSeconds(7));
        Due(session, "repeat").ShouldBe(TimeSpan.FromSeconds(35));
        session.Slots.ShouldBe(1);
        session.Granted().In(DialOutState.Connecting);
    }

    [Theory, MemberData(nameof(Sources))]
    public void Connecting_RepeatsThePlaceCallOfTheCurrentAttempt(bool snapshot)
    {
        var session = new SessionRig().Trigger().Granted();
        var placed = session.Effects.OfType<TellEntity>().Single();
        session.Accepted();
        session.Rig.Pass(TimeSpan.FromSeconds(30));
        session.Recover(snapshot).In(DialOutState.Connecting);

        session.Effects.OfType<TellEntity>().Single().ShouldBe(placed);
        session.Effects.OfType<RetakeSlot>().ShouldHaveSingleItem();
        Due(session, "state").ShouldBe(Given.T - TimeSpan.FromSeconds(30));
        Due(session, "repeat").ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Theory, MemberData(nameof(Sources))]
    public void CallMoved_RepeatsThePlaceCallAtTheNextDestinationAndRemembersTheTries(bool snapshot)
    {
        var session = new SessionRig().Trigger().Granted("127.0.0.2", "127.0.0.3").Accepted().Failed(7);
        var placed = session.Effects.OfType<TellEntity>().Single();
        session.Recover(snapshot);

        session.Effects.OfType<TellEntity>().Single().ShouldBe(placed);
        placed.To.Key.ShouldBe(Given.Lac2);
        // the phone has rung once before the crash, and rings once more: that is enough
        session.Accepted().Failed(7).In(DialOutState.Inhibited);
    }

    [Theory, MemberData(nameof(Sources))]
    public void InService_AsksTheTunnelWhatBecameOfTheCall(bool snapshot)
    {
        var session = DialOutRowTests.InService();
        var callKey = session.CallKey;
        session.Recover(snapshot).In(DialOutState.InService);

        var tell = session.Effects.OfType<TellEntity>().Single();
        tell.To.ShouldBe(new EntityId(EntityKinds.Tunnel, Given.Tunnel));
        tell.Command.ShouldBe(new QueryCall { CallKey = callKey });
        session.Effects.OfType<RetakeSlot>().ShouldBeEmpty();

        session.Tell(new TimerFired { Name = "repeat" }).Told<QueryCall>().ShouldHaveSingleItem();
        session.Up().In(DialOutState.InService);
        session.Effects.OfType<CancelTimer>().Single().Name.ShouldBe("repeat");
        session.Effects.OfType<ForwardPackets>().ShouldBeEmpty();
    }

    [Fact]
    public void InService_ATunnelThatDoesNotKnowTheCallEndsIt()
    {
        var session = DialOutRowTests.InService().Recover();
        session.Tell(new CallClosed { CallKey = session.CallKey, Unknown = true }).In(DialOutState.Dormant);
        session.Session.LastResult.Text.ShouldBe("the tunnel does not know the call");
    }

    [Theory, MemberData(nameof(Sources))]
    public void Dormant_KeepsItsTimer(bool snapshot)
    {
        var session = DialOutRowTests.Dormant();
        session.Rig.Pass(TimeSpan.FromSeconds(100));
        session.Recover(snapshot).In(DialOutState.Dormant);

        session.Effects.ShouldHaveSingleItem();
        Due(session, "state").ShouldBe(TimeSpan.FromSeconds(200));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Inhibited_KeepsItsTimerAndItsBackOff(bool snapshot)
    {
        var session = new SessionRig().Trigger().Denied();
        session.Recover(snapshot).In(DialOutState.Inhibited);

        Due(session, "state").ShouldBe(Given.T);
        session.TimerExpires().Trigger().Denied().TimerLeft.ShouldBe(2 * Given.T);
    }

    [Theory, MemberData(nameof(Sources))]
    public void ATimerThatCameDueMeanwhileIsDueAtOnce(bool snapshot)
    {
        var session = new SessionRig().Trigger().Denied();
        session.Rig.Pass(TimeSpan.FromHours(1));
        session.Recover(snapshot);

        Due(session, "state").ShouldBeLessThan(TimeSpan.Zero);
        session.Tell(new TimerFired { Name = "state" }).In(DialOutState.PostInhibited);
    }

    [Theory, MemberData(nameof(Sources))]
    public void PostInhibited_KeepsItsTimer(bool snapshot)
    {
        var session = new SessionRig().Trigger().Denied().TimerExpires().Recover(snapshot).In(DialOutState.PostInhibited);
        session.Effects.ShouldHaveSingleItem();
        Due(session, "state").ShouldBe(Given.T);
    }

    [Theory, MemberData(nameof(Sources))]
    public void Pending_WaitsForAPlaceAgain(bool snapshot)
    {
        var session = new SessionRig().Trigger(slot: false).Recover(snapshot).In(DialOutState.Pending);
        session.Effects.OfType<AwaitSlot>().ShouldHaveSingleItem();
        Due(session, "state").ShouldBe(Given.T);
    }

    [Theory, MemberData(nameof(Sources))]
    public void Failed_ClosesTheCallAgain(bool snapshot)
    {
        var session = DialOutRowTests.Failed();
        var closed = session.Effects.OfType<TellEntity>().Single();
        session.Recover(snapshot).In(DialOutState.Failed);

        session.Effects.OfType<TellEntity>().Single().ShouldBe(closed);
        session.Effects.OfType<StartTimer>().Single().Name.ShouldBe("repeat");
    }

    [Theory, MemberData(nameof(Sources))]
    public void ResetAndTimeOut_CloseTheCallAgain(bool snapshot)
    {
        DialOutRowTests.InService().Tell(new ResetSession()).Recover(snapshot).Told<CloseCall>(EntityKinds.Tunnel).ShouldHaveSingleItem();
        new SessionRig().Trigger().Granted().TimerExpires().Recover(snapshot).Told<CloseCall>(EntityKinds.Destination).ShouldHaveSingleItem();
    }

    [Fact]
    public void EveryDurableEventIsWalked()
    {
        // each test above ends a walk in another event; a new one needs a test here
        DialOutSessionEvent.Descriptor.Oneofs.Single().Fields.Select(field => (field.FieldNumber, field.Name)).ShouldBe(
        [
            (100, "snapshot"), (101, "authorising"), (102, "connecting"), (103, "call_moved"), (104, "in_service"), (105, "dormant"),
            (106, "inhibited"), (107, "post_inhibited"), (108, "pending"), (109, "failed"), (110, "deleted"),
        ]);
        DialOutRouteEvent.Descriptor.Oneofs.Single().Fields.Select(field => (field.FieldNumber, field.Name)).ShouldBe(
            [(150, "snapshot"), (151, "state_set")]);
    }

    [Fact]
    public void ASnapshotIsTheDurableStateAndItsOwnSnapshot()
    {
        foreach (var session in (SessionRig[])[DialOutRowTests.InService(), DialOutRowTests.Failed(), DialOutRowTests.Dormant(),
            new SessionRig().Trigger().Granted("127.0.0.2", "127.0.0.3").Failed(7), new SessionRig().Trigger().Denied()])
        {
            IEntityKind kind = new Entities.DialOut.Sessions.DialOutSessionKind(session.Policy);
            var snapshot = kind.Snapshot(session.Session);
            var restored = kind.Evolve(kind.Initial(Given.Session), snapshot);
            kind.Snapshot(restored).ShouldBe(snapshot);
        }
    }

    private static TimeSpan Due(SessionRig session, string name) =>
        session.Effects.OfType<StartTimer>().Single(timer => timer.Name == name).Due - session.Rig.Now;
}
