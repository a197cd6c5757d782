using Entities.DialOut;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

/// <summary>The rows of the state table, dial-out §3, in its order.</summary>
public class DialOutRowTests
{
    [Fact]
    public void None_Trigger_CreatesAndAsks()
    {
        var session = new SessionRig().Trigger().In(DialOutState.Authenticating);

        session.Effects.OfType<AskRadius>().ShouldHaveSingleItem();
        session.Effects.OfType<Report>().Select(report => report.Milestone).ShouldBe(
            [Milestone.TriggerReceived, Milestone.DialOutState, Milestone.RadiusAsked]);
    }

    [Fact]
    public void None_TriggerAtTheLimit_IsPending()
    {
        var session = new SessionRig().Trigger(slot: false).In(DialOutState.Pending);

        session.Effects.OfType<AwaitSlot>().ShouldHaveSingleItem();
        session.Effects.OfType<AskRadius>().ShouldBeEmpty();
        session.TimerLeft.ShouldBe(Given.T);
    }

    [Fact]
    public void Dormant_TriggerAtTheLimit_IsPending() => Dormant().Trigger(slot: false).In(DialOutState.Pending);

    [Fact]
    public void Authenticating_Grant_StartsTAndPlacesTheCall()
    {
        var session = new SessionRig().Trigger().Granted().In(DialOutState.Connecting);

        session.TimerLeft.ShouldBe(Given.T);
        session.Told<PlaceCall>(EntityKinds.Destination).ShouldHaveSingleItem();
    }

    [Fact]
    public void Authenticating_Deny_IsInhibited()
    {
        var session = new SessionRig().Trigger().Denied().In(DialOutState.Inhibited);

        session.Session.LastResult.Text.ShouldBe("RADIUS denies");
        session.Session.Counters.Denies.ShouldBe(1ul);
    }

    [Fact]
    public void Authenticating_NoAnswer_CountsAsNoResourcesAndIsInhibited()
    {
        var session = new SessionRig().Trigger();
        session.Tell(Given.Answer(session.Question, RadiusOutcome.NoAnswer)).In(DialOutState.Inhibited);

        session.Session.Counters.NoResources.ShouldBe(1ul);
    }

    [Fact]
    public void Authenticating_NothingIsHeardWithinT_IsInhibited() => new SessionRig().Trigger().TimerExpires().In(DialOutState.Inhibited);

    [Fact]
    public void Authenticating_MissingNumber_IsAConfigurationErrorAndInhibited()
    {
        var session = new SessionRig().Trigger();
        session.Tell(Given.Answer(session.Question, RadiusOutcome.Accept, Given.Text(67, "127.0.0.2", 1))).In(DialOutState.Inhibited);

        session.Session.LastResult.Text.ShouldBe("unusable grant: ERX-Dial-Out-Number is missing");
        session.Session.Counters.GrantsInvalid.ShouldBe(1ul);
    }

    [Fact]
    public void AuthenticatingAndConnecting_Trigger_IsBufferedUpToTheLimit()
    {
        var session = new SessionRig().Trigger();
        for (byte i = 2; i <= 5; i++)
            session.Trigger(slot: false, mark: i).In(DialOutState.Authenticating);
        session.Granted();
        for (byte i = 6; i <= 10; i++)
            session.Trigger(slot: true, mark: i).In(DialOutState.Connecting);

        session.Session.Buffer.Select(packet => packet.Span[1]).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        session.Session.Counters.Enqueued.ShouldBe(8ul);
        session.Session.Counters.Discarded.ShouldBe(2ul);
        session.Session.Counters.Received.ShouldBe(10ul);
        session.Slots.ShouldBe(1);
    }

    [Fact]
    public void Connecting_CallUpThatCovers_FlushesTheBuffer()
    {
        var session = new SessionRig().Trigger(mark: 1).Trigger(mark: 2).Granted().Up().In(DialOutState.InService);

        var sent = session.Effects.OfType<ForwardPackets>().Single();
        sent.VirtualRouter.ShouldBe("default");
        sent.Packets.Select(packet => packet.Span[1]).ShouldBe([1, 2]);
        session.Session.Buffer.ShouldBeEmpty();
        session.Session.Counters.Forwarded.ShouldBe(2ul);
        session.Effects.OfType<CancelTimer>().Select(timer => timer.Name).ShouldContain("state");
    }

    [Fact]
    public void Connecting_CallUpThatDoesNotCover_ClosesTheCallAndFails()
    {
        var session = new SessionRig().Trigger().Granted().Accepted().Up("10.10.2.0/24").In(DialOutState.Failed);

        session.Told<CloseCall>(EntityKinds.Tunnel).ShouldHaveSingleItem();
        session.Effects.OfType<Report>().ShouldContain(report => report.Milestone == Milestone.RouteDoesNotCoverTrigger);
        session.Effects.OfType<ForwardPackets>().ShouldBeEmpty();
        session.Session.Counters.Missed.ShouldBe(1ul);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Connecting_TExpires_ClosesWhateverHalfExists(bool accepted)
    {
        var session = new SessionRig().Trigger().Granted();
        if (accepted)
            session.Accepted();
        var callKey = session.CallKey;
        session.TimerExpires().In(DialOutState.Inhibited);

        var tell = session.Effects.OfType<TellEntity>().Single();
        tell.To.ShouldBe(accepted ? new EntityId(EntityKinds.Tunnel, Given.Tunnel) : new EntityId(EntityKinds.Destination, Given.Lac1));
        ((CloseCall)tell.Command).CallKey.ShouldBe(callKey);
        session.Session.Counters.TimedOut.ShouldBe(1ul);
    }

    [Fact]
    public void Connecting_EveryDestinationRefused_IsInhibitedAtOnce()
    {
        var session = new SessionRig().Trigger().Granted("127.0.0.2", "127.0.0.3");
        session.Refused(RefusalReason.Draining).In(DialOutState.Connecting);
        session.Refused(RefusalReason.SessionLimit).In(DialOutState.Inhibited);

        session.Session.LastResult.Text.ShouldBe("127.0.0.3:1701 is at its session limit; no destination is left");
    }

    [Fact]
    public void Connecting_PppAuthenticationFailed_IsInhibitedAtOnce()
    {
        var session = new SessionRig().Trigger().Granted("127.0.0.2", "127.0.0.3").Accepted();
        session.Tell(new CallFailed { CallKey = session.CallKey, Stage = CallStage.StagePpp, AuthenticationFailed = true, Text = "wrong password" });

        session.In(DialOutState.Inhibited);
        session.Session.LastResult.Text.ShouldBe("wrong password");
    }

    [Fact]
    public void Connecting_CallDropsBeforePppIsUp_TakesTheNextDestinationWithinT()
    {
        var session = new SessionRig().Trigger().Granted("127.0.0.2", "127.0.0.3").Accepted();
        var due = session.Session.Until;
        session.Rig.Pass(TimeSpan.FromSeconds(20));
        session.Failed(1, stage: CallStage.StagePpp).In(DialOutState.Connecting);

        session.Session.Until.ShouldBe(due);
        session.Effects.OfType<TellEntity>().Single().To.Key.ShouldBe(Given.Lac2);
        session.Failed(1, stage: CallStage.StagePpp).In(DialOutState.Inhibited);
    }

    [Fact]
    public void Inhibited_EnteredAgain_DoublesTheBackOffUpToEightT()
    {
        var session = new SessionRig();
        var rests = new List<TimeSpan>();
        session.Trigger();
        for (var i = 0; i < 6; i++)
        {
            session.Denied().In(DialOutState.Inhibited);
            rests.Add(session.TimerLeft!.Value);
            session.TimerExpires().In(DialOutState.PostInhibited);
            session.TimerLeft.ShouldBe(Given.T);
            session.Trigger().In(DialOutState.Authenticating);
        }

        rests.ShouldBe([Given.T, 2 * Given.T, 4 * Given.T, 8 * Given.T, 8 * Given.T, 8 * Given.T]);
    }

    [Fact]
    public void Inhibited_Trigger_IsDroppedAndCounted()
    {
        var session = new SessionRig().Trigger().Denied();
        var discarded = session.Session.Counters.Discarded;
        session.Trigger().In(DialOutState.Inhibited);

        session.Session.Counters.Discarded.ShouldBe(discarded + 1);
        session.Slots.ShouldBe(0);
    }

    [Fact]
    public void PostInhibited_TriggerAtTheLimit_IsPendingAndRemembersTheBackOff()
    {
        var session = new SessionRig().Trigger().Denied().TimerExpires().Trigger(slot: false).In(DialOutState.Pending);

        session.Tell(new SlotFree()).In(DialOutState.Authenticating);
        session.Denied().TimerLeft.ShouldBe(2 * Given.T);
    }

    [Fact]
    public void PostInhibited_TPassesWithoutATrigger_IsDormantForTheRestOfD()
    {
        var session = new SessionRig().Trigger().Denied().TimerExpires().TimerExpires().In(DialOutState.Dormant);

        session.TimerLeft.ShouldBe(Given.D - Given.T);
        session.Session.BackOff.ShouldBe(TimeSpan.Zero);
        session.Trigger().Denied().TimerLeft.ShouldBe(Given.T);
    }

    [Fact]
    public void PostInhibited_TPassesAndDIsShorter_EndsAtOnce()
    {
        var session = new SessionRig();
        session.Policy.Session = new DialOutSettings { DormantTimer = TimeSpan.FromSeconds(10) };
        session.Trigger().Denied().TimerExpires().TimerExpires().In(DialOutState.Dormant);

        session.TimerLeft.ShouldBe(TimeSpan.Zero);
        session.Effects.OfType<StartTimer>().ShouldContain(timer => timer.Name == "state");
        session.TimerExpires().In(DialOutState.None);
    }

    [Fact]
    public void InService_LateTrigger_IsForwardedThroughTheSessionAndCounted()
    {
        var session = InService().Trigger(slot: true, mark: 9).In(DialOutState.InService);

        session.Effects.OfType<ForwardPackets>().Single().Packets.Single().Span[1].ShouldBe((byte)9);
        session.Session.Counters.Late.ShouldBe(1ul);
        session.Slots.ShouldBe(0);
    }

    [Fact]
    public void InService_CallCloses_IsDormantForDAndForgetsTheBackOff()
    {
        var session = new SessionRig().Trigger().Denied().TimerExpires().Trigger().Granted().Up();
        session.Session.BackOff.ShouldBe(Given.T);
        session.Closed(result: 3).In(DialOutState.Dormant);

        session.TimerLeft.ShouldBe(Given.D);
        session.Session.BackOff.ShouldBe(TimeSpan.Zero);
        session.Session.LastResult.Result.ShouldBe(3u);
        session.Session.Counters.TornDown.ShouldBe(1ul);
    }

    [Fact]
    public void Dormant_Trigger_AsksAgain()
    {
        var session = Dormant();
        var first = session.Session.Attempt;
        session.Trigger().In(DialOutState.Authenticating);

        session.Session.Attempt.ShouldBeGreaterThan(first);
    }

    [Fact]
    public void Dormant_TimerExpires_DeletesTheSession()
    {
        var session = Dormant().TimerExpires().In(DialOutState.None);
        session.Rig.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Pending_PlaceIsFree_Asks()
    {
        var session = new SessionRig().Trigger(slot: false).Tell(new SlotFree()).In(DialOutState.Authenticating);
        session.Slots.ShouldBe(1);
    }

    [Fact]
    public void Pending_PlaceIsFree_BySettingNeedsOneMoreTrigger()
    {
        var session = new SessionRig();
        session.Policy.Session = new DialOutSettings { Pending = PendingBehaviour.WaitForTrigger };
        session.Trigger(slot: false).Tell(new SlotFree()).In(DialOutState.Dormant);

        session.Slots.ShouldBe(0);
        session.Trigger().In(DialOutState.Authenticating);
    }

    [Fact]
    public void Pending_TPasses_IsDormant()
    {
        var session = new SessionRig().Trigger(slot: false).TimerExpires().In(DialOutState.Dormant);
        session.TimerLeft.ShouldBe(Given.D);
        // the gate did not know: its place goes back
        session.Tell(new SlotFree()).In(DialOutState.Dormant).Slots.ShouldBe(0);
    }

    [Fact]
    public void Pending_Trigger_IsDroppedAndCounted()
    {
        var session = new SessionRig().Trigger(slot: false).Trigger(slot: false).In(DialOutState.Pending);
        session.Session.Counters.Discarded.ShouldBe(1ul);
        session.Slots.ShouldBe(0);
    }

    [Fact]
    public void Pending_TriggerThatBringsAPlace_AsksWithIt()
    {
        var session = new SessionRig().Trigger(slot: false, mark: 1).Trigger(slot: true, mark: 2).In(DialOutState.Authenticating);
        session.Session.Buffer.Select(packet => packet.Span[1]).ShouldBe([1, 2]);
        session.Slots.ShouldBe(1);
    }

    [Fact]
    public void Failed_Trigger_IsDroppedAndCounted()
    {
        var session = Failed().Trigger().In(DialOutState.Failed);
        session.Session.Counters.Discarded.ShouldBe(1ul);
        session.Slots.ShouldBe(0);
    }

    [Fact]
    public void Failed_Reset_IsTheOnlyWayOut() => Failed().Tell(new ResetSession()).In(DialOutState.Dormant).TimerLeft.ShouldBe(Given.D);

    [Fact]
    public void InService_Reset_ClosesTheCall()
    {
        var session = InService().Tell(new ResetSession()).In(DialOutState.Dormant);
        session.Told<CloseCall>(EntityKinds.Tunnel).ShouldHaveSingleItem();
        session.Effects.OfType<Reply>().Single().Answer.ShouldBeOfType<DialOutSessionStatus>().State.ShouldBe(DialOutState.Dormant);
        session.Session.Counters.Resets.ShouldBe(1ul);
    }

    [Fact]
    public void InService_Delete_ClosesTheCallAndTheNextTriggerStartsAfresh()
    {
        var session = InService();
        var last = session.Session.Attempt;
        session.Tell(new DeleteSession()).In(DialOutState.None);
        session.Told<CloseCall>(EntityKinds.Tunnel).ShouldHaveSingleItem();
        session.Rig.IsOver.ShouldBeTrue();

        session.Rig.Pass(TimeSpan.FromSeconds(3));
        session.Trigger().In(DialOutState.Authenticating);
        // a call of the former life must not pass for one of this
        session.Session.Attempt.ShouldBeGreaterThan(last);
    }

    [Theory]
    [InlineData(RadiusOutcome.Accept, 1, 0)]
    [InlineData(RadiusOutcome.Reject, 0, 1)]
    [InlineData(RadiusOutcome.NoAnswer, 0, 1)]
    public void AnyState_LateAnswer_IsCounted(RadiusOutcome outcome, int grants, int denies)
    {
        var session = new SessionRig().Trigger();
        var question = session.Question;
        session.TimerExpires().Tell(Given.Answer(question, outcome, Given.Accept("127.0.0.2"))).In(DialOutState.Inhibited);

        session.Session.Counters.GrantsWithoutSession.ShouldBe((ulong)grants);
        session.Session.Counters.DeniesWithoutSession.ShouldBe((ulong)denies);
    }

    [Fact]
    public void Gone_LateAnswer_IsCountedAndCreatesNothing()
    {
        var session = new SessionRig().Tell(Given.Answer(Given.Session + "#1", RadiusOutcome.Accept)).In(DialOutState.None);
        session.Rig.IsOver.ShouldBeTrue();
        session.Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.UnexpectedMessage);
    }

    internal static SessionRig InService() => new SessionRig().Trigger().Granted().Accepted().Up().In(DialOutState.InService);

    internal static SessionRig Dormant() => InService().Closed().In(DialOutState.Dormant);

    internal static SessionRig Failed() => new SessionRig().Trigger().Granted().Up("10.10.2.0/24").In(DialOutState.Failed);
}
