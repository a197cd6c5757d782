using System.Net;
using Entities.DialOut;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

/// <summary>What the table leaves to the code around it: strays, repeats, routes that go, what is shown.</summary>
public class BetweenTheRowsTests
{
    [Fact]
    public void ACallUpOfAnAbandonedAttemptIsTurnedDown()
    {
        var session = new SessionRig().Trigger().Granted();
        var abandoned = session.CallKey;
        session.TimerExpires().In(DialOutState.Inhibited);

        session.Tell(Given.Up(abandoned)).In(DialOutState.Inhibited);
        session.Told<CloseCall>(EntityKinds.Tunnel).Single().CallKey.ShouldBe(abandoned);
    }

    [Fact]
    public void AStrayCallIsTurnedDownWhileAnotherIsUp()
    {
        var session = DialOutRowTests.InService();
        session.Tell(Given.Up(Given.Session + "#1")).In(DialOutState.InService);
        session.Told<CloseCall>().Single().CallKey.ShouldBe(Given.Session + "#1");
    }

    [Fact]
    public void ResultsOfAnOldAttemptAreIgnored()
    {
        var session = new SessionRig().Trigger().Granted("127.0.0.2", "127.0.0.3");
        var old = session.CallKey;
        session.Failed(4).In(DialOutState.Connecting);
        var current = session.CallKey;

        session.Tell(new CallFailed { CallKey = old, Result = 8 }).Tell(new CallRefused { CallKey = old })
            .Tell(new CallClosed { CallKey = old }).In(DialOutState.Connecting);
        session.CallKey.ShouldBe(current);
    }

    [Fact]
    public void ACallThatIsToBeClosedIsAskedForUntilSomeoneConfirms()
    {
        var session = DialOutRowTests.InService();
        var callKey = session.CallKey;
        session.Tell(new ResetSession());

        session.Rig.Pass(TimeSpan.FromSeconds(10));
        session.Tell(new TimerFired { Name = "repeat" }).Told<CloseCall>().Single().CallKey.ShouldBe(callKey);
        session.Tell(new CallClosed { CallKey = callKey, Unknown = true });
        session.Session.Closing.ShouldBeEmpty();
        session.Effects.OfType<CancelTimer>().Single().Name.ShouldBe("repeat");
        session.Tell(new TimerFired { Name = "repeat" }).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void SilenceAboutAClosedCallIsNotWaitedForForEver()
    {
        var session = DialOutRowTests.InService().Tell(new ResetSession());
        var closes = 0;
        for (var i = 0; i < 20; i++)
            closes += session.Tell(new TimerFired { Name = "repeat" }).Told<CloseCall>().Count();

        closes.ShouldBe(6);
        session.Session.Closing.ShouldBeEmpty();
    }

    [Fact]
    public void PlaceCallIsRepeatedUntilATunnelHasIt()
    {
        var session = new SessionRig().Trigger().Granted();
        session.Effects.OfType<StartTimer>().Select(timer => timer.Name).ShouldBe(["state", "repeat"], ignoreOrder: true);
        var callKey = session.CallKey;

        session.Tell(new TimerFired { Name = "repeat" }).Told<PlaceCall>().Single().Order.CallKey.ShouldBe(callKey);
        session.Effects.OfType<StartTimer>().Single().Name.ShouldBe("repeat");
        session.Accepted().Effects.OfType<CancelTimer>().Single().Name.ShouldBe("repeat");
        session.Tell(new TimerFired { Name = "repeat" }).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void TheQuestionToRadiusIsRepeatedUnderItsCorrelation()
    {
        var session = new SessionRig().Trigger();
        var first = session.Effects.OfType<AskRadius>().Single().Question;

        session.Tell(new TimerFired { Name = "repeat" }).Effects.OfType<AskRadius>().Single().Question.ShouldBe(first);
    }

    [Fact]
    public void ATimerOfAnEarlierStateDoesNothingToTheNext()
    {
        var session = new SessionRig().Trigger().Denied();
        session.Rig.Pass(TimeSpan.FromSeconds(1));
        session.Tell(new TimerFired { Name = "state" }).In(DialOutState.Inhibited);
        session.Effects.OfType<StartTimer>().Single().Due.ShouldBe(session.Session.Until!.Value);
    }

    [Fact]
    public void ATriggerForARouteThatIsGoneCreatesNothing()
    {
        var session = new SessionRig();
        session.Policy.Configured = null;
        session.Trigger().In(DialOutState.None);

        session.Slots.ShouldBe(0);
        session.Session.Counters.WithoutRoute.ShouldBe(1ul);
    }

    [Fact]
    public void ARouteThatDrainsStartsNothingAndKeepsWhatLives()
    {
        var session = DialOutRowTests.InService();
        session.Policy.Configured = Given.Route with { AdmitsTriggers = false };
        session.Trigger().In(DialOutState.InService);
        session.Closed().Trigger().In(DialOutState.Dormant);
        session.Slots.ShouldBe(0);
    }

    [Fact]
    public void ASessionOutlivesItsRoute()
    {
        var session = DialOutRowTests.InService();
        session.Policy.Configured = null;
        session.Closed().In(DialOutState.Dormant).TimerLeft.ShouldBe(DialOutSettings.Default.DormantTimer);
        session.TimerExpires().In(DialOutState.None);
    }

    [Fact]
    public void AGrantForARouteThatIsGoneIsOfNoUse()
    {
        var session = new SessionRig().Trigger();
        session.Policy.Configured = null;
        session.Granted().In(DialOutState.Inhibited);
        session.Session.LastResult.Text.ShouldBe("the route is gone");
    }

    [Fact]
    public void AaaLocalIsAnsweredFromTheSiteListByTheLongestPrefix()
    {
        var session = new SessionRig();
        session.Policy.Configured = Given.Route with
        {
            RadiusGroup = null,
            Sites = [new LocalSite(IPNetwork.Parse("10.10.0.0/16"), Site("1")), new LocalSite(IPNetwork.Parse("10.10.1.0/24"), Site("2"))],
        };
        session.Trigger().In(DialOutState.Connecting);

        session.Told<PlaceCall>().Single().Order.CalledNumber.ShouldBe("2");
        session.Told<PlaceCall>().Single().Order.Profile.Name.ShouldBe("remote-sites");
        session.Effects.OfType<AskRadius>().ShouldBeEmpty();
        session.Slots.ShouldBe(1);
    }

    [Fact]
    public void AaaLocalWithoutASiteDenies()
    {
        var session = new SessionRig();
        session.Policy.Configured = Given.Route with { RadiusGroup = null };
        session.Trigger().In(DialOutState.Inhibited);
        session.Session.LastResult.Text.ShouldBe("no site in the local list");
        session.Slots.ShouldBe(0);
    }

    [Fact]
    public void ACommandOfAnotherKindIsReportedAndDoesNothing()
    {
        var session = new SessionRig().Tell(new ReportLoad());
        session.Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.UnexpectedMessage);
        session.Rig.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void ShowTellsAllOfACallThatIsUp()
    {
        var session = DialOutRowTests.InService();
        var shown = session.Rig.Show<DialOutSessionStatus>(new ShowDialOutSession());

        shown.Session.ShouldBe(Given.Session);
        shown.Trigger.ShouldBe(ByteString.CopyFrom(10, 10, 1, 1));
        shown.Target.Length.ShouldBe(16u);
        shown.Domain.ShouldBe("L2TP-dial-out.de.dt");
        shown.Profile.ShouldBe("remote-sites");
        shown.State.ShouldBe(DialOutState.InService);
        shown.TimerRunning.ShouldBeFalse();
        (shown.TunnelKey, shown.SessionId).ShouldBe((Given.Tunnel, 7u));
        shown.Lac.Address.ShouldBe(ByteString.CopyFrom(127, 0, 0, 2));
        (shown.CalledNumber, shown.User, shown.LacName).ShouldBe(("5551234", "site1", "lac1"));
        (shown.TransmitBps, shown.ReceiveBps).ShouldBe((33600u, 31200u));
        (shown.MinimumBps, shown.MaximumBps).ShouldBe((2400u, 64000u));
        shown.Counters.DialOutsEstablished.ShouldBe(1ul);
    }

    [Fact]
    public void ShowTellsTheTimeLeftAndTheLastError()
    {
        var session = new SessionRig().Trigger().Granted().Accepted().Failed(2, error: 6).In(DialOutState.Inhibited);
        session.Rig.Pass(TimeSpan.FromSeconds(30));
        var shown = session.Rig.Show<DialOutSessionStatus>(new ShowDialOutSession());

        shown.TimerLeftMs.ShouldBe(150_000);
        shown.BackOffMs.ShouldBe(180_000);
        (shown.LastResult.Result, shown.LastResult.Error).ShouldBe((2u, 6u));
        shown.LastResult.Text.ShouldBe("CDN 2, error 6; no destination is left");
    }

    [Theory]
    [InlineData(RadiusOutcome.Accept, Milestone.RadiusAccepted)]
    [InlineData(RadiusOutcome.Reject, Milestone.RadiusRejected)]
    [InlineData(RadiusOutcome.Challenge, Milestone.RadiusRejected)]
    [InlineData(RadiusOutcome.NoAnswer, Milestone.RadiusSilent)]
    public void TheAnswerIsReported(RadiusOutcome outcome, Milestone milestone)
    {
        var session = new SessionRig().Trigger();
        session.Tell(Given.Answer(session.Question, outcome, Given.Accept("127.0.0.2")));
        session.Effects.OfType<Report>().First().Milestone.ShouldBe(milestone);
    }

    [Fact]
    public void EveryChangeOfStateIsReportedWithItsReason()
    {
        var session = new SessionRig().Trigger().Denied();
        var report = session.Effects.OfType<Report>().Single(report => report.Milestone == Milestone.DialOutState);

        report.Fields.Select(field => field.Name).ShouldBe(["session", "from", "to", "reason", "result", "error"]);
        report.Fields.Select(field => field.Value?.ToString()).ShouldBe([Given.Session, "Authenticating", "Inhibited", "RADIUS denies", "0", "0"]);
    }

    private static DialOutGrant Site(string number) => new()
    {
        CalledNumber = number,
        Tunnels = { new TunnelTerms { Local = Address("127.0.0.1"), Peer = Address("127.0.0.2") } },
    };

    private static Endpoint Address(string text) => new() { Address = ByteString.CopyFrom(IPAddress.Parse(text).GetAddressBytes()), Port = 1701 };
}
