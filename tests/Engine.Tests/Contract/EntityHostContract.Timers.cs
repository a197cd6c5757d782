using Engine.Tests.Ledger;

namespace Engine.Tests.Contract;

public abstract partial class EntityHostContract
{
    [Fact]
    public async Task ATimerFiresWhenItIsDueAndOnce()
    {
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        await Host.Settle();
        await Advance(999);
        Performer.TextsOf(Alice).ShouldBeEmpty();
        await Advance(1);
        Performer.TextsOf(Alice).ShouldBe(["reminded of tea"]);
        await Advance(10_000);
        Performer.TextsOf(Alice).ShouldBe(["reminded of tea"]);
    }

    [Fact]
    public async Task TimersFireInTheOrderInWhichTheyAreDue()
    {
        foreach (var delay in new[] { 300, 100, 500, 200, 400 })
            Host.Host.Tell(Alice, new Remind { Name = $"{delay}", AfterMs = delay });
        await Host.Settle();
        await Advance(1_000);
        Performer.TextsOf(Alice).ShouldBe(["reminded of 100", "reminded of 200", "reminded of 300", "reminded of 400", "reminded of 500"]);
    }

    [Fact]
    public async Task ASecondStartReplacesTheFirst()
    {
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 3_000 });
        await Host.Settle();
        await Advance(2_999);
        Performer.TextsOf(Alice).ShouldBeEmpty();
        await Advance(1);
        Performer.TextsOf(Alice).ShouldBe(["reminded of tea"]);
    }

    [Fact]
    public async Task ACancelledTimerNeverFires()
    {
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        await Host.Settle();
        Host.Host.Tell(Alice, new CancelReminder { Name = "tea" });
        await Host.Settle();
        await Advance(5_000);
        Performer.TextsOf(Alice).ShouldBeEmpty();
    }

    [Fact]
    public async Task ATimerThatIsDueBetweenTheDecisionToCancelItAndItsCommitDoesNotFire()
    {
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        await Host.Settle();
        Host.HoldCommits();
        Host.Host.Tell(Alice, new CancelReminder { Name = "tea" });
        await Host.CommitIsHeld();
        Host.Time.Advance(TimeSpan.FromSeconds(2));
        Host.ReleaseCommits();
        await Host.Settle();
        Performer.TextsOf(Alice).ShouldBeEmpty();
    }

    [Fact]
    public async Task ATimerStartsWhenItsDecisionIsDurable()
    {
        Host.HoldCommits();
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        await Host.CommitIsHeld();
        Host.Time.Advance(TimeSpan.FromSeconds(2));
        Performer.TextsOf(Alice).ShouldBeEmpty();
        Host.ReleaseCommits();
        await Host.Settle();
        // its time has passed meanwhile
        Performer.TextsOf(Alice).ShouldBe(["reminded of tea"]);
    }

    [Fact]
    public async Task AStartAndItsCancelInOneHeldCommitLeaveNoTimer()
    {
        Host.HoldCommits();
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        Host.Host.Tell(Alice, new CancelReminder { Name = "tea" });
        await Host.CommitIsHeld();
        Host.ReleaseCommits();
        await Host.Settle();
        await Advance(5_000);
        Performer.TextsOf(Alice).ShouldBeEmpty();
    }

    [Fact]
    public async Task ResumeStartsTheTimersAgain()
    {
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        Host.Host.Tell(Alice, new Remind { Name = "late", AfterMs = 100 });
        await Host.Settle();
        await Host.CrashAsync();
        Host.Time.Advance(TimeSpan.FromMilliseconds(500));
        await Host.StartAsync();
        await Host.Settle();
        Performer.TextsOf(Alice).ShouldBe(["resumed 0", "reminded of late"]);
        await Advance(500);
        Performer.TextsOf(Alice).ShouldBe(["resumed 0", "reminded of late", "reminded of tea"]);
    }

    [Fact]
    public async Task TimersOfACrashedHostDoNotFire()
    {
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        await Host.Settle();
        await Host.CrashAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(5));
        Performer.TextsOf(Alice).ShouldBeEmpty();
    }

    [Fact]
    public async Task TimersOfALifeThatIsOverDoNotFire()
    {
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        Host.Host.Tell(Alice, new CloseAccount());
        await Host.Settle();
        await Advance(5_000);
        Performer.TextsOf(Alice).ShouldBe(["closed"]);
        Host.Host.Entities(LedgerKind.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task AStepOfTheWallClockMovesNoTimer()
    {
        Host.Host.Tell(Alice, new Remind { Name = "tea", AfterMs = 1_000 });
        await Host.Settle();
        Host.Time.StepWallClock(TimeSpan.FromHours(1));
        await Advance(999);
        Performer.TextsOf(Alice).ShouldBeEmpty();
        Host.Time.StepWallClock(TimeSpan.FromHours(-2));
        await Advance(1);
        Performer.TextsOf(Alice).ShouldBe(["reminded of tea"]);
    }

    private async Task Advance(int milliseconds)
    {
        Host.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await Host.Settle();
    }
}
