using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Tests.Contract;

/// <summary>What every host of entities must do, whichever engine it is. A host's test class inherits this and says how it is made.</summary>
public abstract partial class EntityHostContract : IAsyncLifetime
{
    protected static readonly EntityId Alice = LedgerKind.Id("alice");
    protected static readonly EntityId Bob = LedgerKind.Id("bob");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private IHostUnderTest? host;

    protected IHostUnderTest Host => host ?? throw new InvalidOperationException("not started");

    protected RecordingPerformer Performer => Host.Performer;

    protected abstract IHostUnderTest Create();

    public async Task InitializeAsync()
    {
        host = Create();
        await host.StartAsync();
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task AnAskIsAnsweredByTheReplyOfItsDecision()
    {
        var balance = await Ask(Alice, new Deposit { Amount = 5 });
        balance.Total.ShouldBe(5);
        (await Ask(Alice, new Peek())).Total.ShouldBe(5);
        (await Ask(Bob, new Peek())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task AnAskWithoutReplyTimesOut()
    {
        var answer = Host.Host.Ask(Alice, new CancelReminder { Name = "none" }, Patience);
        await Host.Settle();
        answer.IsCompleted.ShouldBeFalse();
        Host.Time.Advance(Patience);
        await Should.ThrowAsync<TimeoutException>(answer);
    }

    [Fact]
    public async Task CommandsOfOneEntityAreDecidedAndPerformedInTheirOrder()
    {
        for (var i = 0; i < 500; i++)
            Host.Host.Tell(Alice, i % 3 == 0 ? new Touch() : new Deposit { Amount = i });
        await Host.Settle();
        var expected = Enumerable.Range(0, 500).Select(i => i % 3 == 0 ? $"touched {i / 3 + 1}" : $"deposited {i}");
        Performer.TextsOf(Alice).ShouldBe(expected);
    }

    /// <summary>A command that comes just when its partition goes to sleep must wake it.</summary>
    [Fact]
    public async Task EveryQuestionOfManyAskersIsAnswered()
    {
        const int askers = 4, questions = 2_000;
        await Task.WhenAll(Enumerable.Range(0, askers).Select(asker => Task.Run(async () =>
        {
            for (var i = 1; i <= questions; i++)
                (await Ask(LedgerKind.Id($"k{asker}"), new Touch())).Touches.ShouldBe(i);
        })));
    }

    [Fact]
    public async Task NoEffectIsPerformedBeforeItsEventsAreDurable()
    {
        Host.HoldCommits();
        var answer = Host.Host.Ask(Alice, new Deposit { Amount = 5 }, Patience);
        await Host.CommitIsHeld();
        // a second entity shows that the host goes on meanwhile
        (await Ask(Bob, new Touch())).Touches.ShouldBe(1);
        Performer.TextsOf(Alice).ShouldBeEmpty();
        answer.IsCompleted.ShouldBeFalse();
        Host.ReleaseCommits();
        (await answer).ShouldBe(new Balance { Total = 5, Deposits = 1 });
        Performer.TextsOf(Alice).ShouldBe(["deposited 5"]);
    }

    [Fact]
    public async Task ATransientDecisionKeepsItsPlaceBehindAnEarlierDurableOne()
    {
        Host.HoldCommits();
        Host.Host.Tell(Alice, new Deposit { Amount = 5 });
        await Host.CommitIsHeld();
        var touched = Host.Host.Ask(Alice, new Touch(), Patience);
        (await Ask(Bob, new Touch())).Touches.ShouldBe(1);
        touched.IsCompleted.ShouldBeFalse();
        Host.ReleaseCommits();
        (await touched).ShouldBe(new Balance { Total = 5, Deposits = 1, Touches = 1 });
        Performer.TextsOf(Alice).ShouldBe(["deposited 5", "touched 1"]);
    }

    [Fact]
    public async Task ACrashKeepsWhatIsDurableAndNothingElse()
    {
        await Ask(Alice, new Deposit { Amount = 5, Memo = "kept" });
        await Ask(Alice, new Touch());
        Host.HoldCommits();
        Host.Host.Tell(Alice, new Deposit { Amount = 7, Memo = "lost" });
        await Host.CommitIsHeld();
        await Host.CrashAsync();
        Performer.TextsOf(Alice).ShouldBe(["deposited 5", "touched 1"]);
        Performer.Clear();
        await Host.StartAsync();
        Performer.TextsOf(Alice).ShouldBe(["resumed 5"]);
        (await Ask(Alice, new Peek())).ShouldBe(new Balance { Total = 5, Deposits = 1, Memo = "kept" });
    }

    [Fact]
    public async Task TheEventsOfOneDecisionComeBackTogetherAndInTheirOrder()
    {
        await Ask(Alice, new DepositAll { Amounts = { 1, 2, 3 } });
        await Ask(Alice, new DepositAll { Amounts = { 10 } });
        Host.HoldCommits();
        Host.Host.Tell(Alice, new DepositAll { Amounts = { 100, 200 } });
        await Host.CommitIsHeld();
        await Host.CrashAsync();
        Performer.Clear();
        await Host.StartAsync();
        Performer.TextsOf(Alice).ShouldBe(["resumed 16"]);
        (await Ask(Alice, new Peek())).ShouldBe(new Balance { Total = 16, Deposits = 4 });
        (await Ask(Alice, new DepositAll { Amounts = { 1, 1 } })).Total.ShouldBe(18);
    }

    [Fact]
    public async Task ACleanStopLosesNothingThatWasTold()
    {
        for (var i = 0; i < 100; i++)
            Host.Host.Tell(Alice, new Deposit { Amount = 1 });
        await Host.StopAsync();
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).Deposits.ShouldBe(100);
    }

    [Fact]
    public async Task ManyEntitiesComeBackEachWithItsOwnPast()
    {
        for (var i = 0; i < 200; i++)
            for (var j = 0; j <= i % 7; j++)
                Host.Host.Tell(LedgerKind.Id($"k{i}"), new Deposit { Amount = i });
        await Host.Settle();
        await Host.CrashAsync();
        await Host.StartAsync();
        Host.Host.Entities(LedgerKind.Name).Count.ShouldBe(200);
        for (var i = 0; i < 200; i++)
            (await Ask(LedgerKind.Id($"k{i}"), new Peek())).ShouldBe(new Balance { Total = i * (i % 7 + 1), Deposits = i % 7 + 1 });
    }

    [Fact]
    public async Task ATellFromOneEntityReachesAnother()
    {
        await Ask(Alice, new Deposit { Amount = 5 });
        Host.Host.Tell(Alice, new SendOn { To = Bob.Key, Amount = 2 });
        await Host.Settle();
        (await Ask(Alice, new Peek())).Total.ShouldBe(3);
        (await Ask(Bob, new Peek())).Total.ShouldBe(2);
    }

    [Fact]
    public async Task ATellFromOneEntityWaitsForItsCommit()
    {
        Host.HoldCommits();
        Host.Host.Tell(Alice, new SendOn { To = Bob.Key, Amount = 2 });
        await Host.CommitIsHeld();
        (await Ask(Bob, new Peek())).Total.ShouldBe(0);
        await Host.CrashAsync();
        await Host.StartAsync();
        (await Ask(Bob, new Peek())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task AKindThatThrowsHasDoneNothingAndLivesOn()
    {
        await Ask(Alice, new Deposit { Amount = 5 });
        Host.Host.Tell(Alice, new Misbehave { How = Misbehave.Types.How.ThrowInDecide });
        (await Ask(Alice, new Peek())).ShouldBe(new Balance { Total = 5, Deposits = 1 });
    }

    [Fact]
    public async Task APerformerThatThrowsDoesNotKeepTheNextEffectBack()
    {
        Host.Host.Tell(Alice, new Misbehave { How = Misbehave.Types.How.ThrowInEffect });
        await Host.Settle();
        Performer.TextsOf(Alice).ShouldBe(["after the explosion"]);
        (await Ask(Alice, new Peek())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task AnEntityThatCannotTakeItsOwnEventStopsAloneAndKeepsItsPast()
    {
        await Ask(Alice, new Deposit { Amount = 5 });
        Host.Host.Tell(Alice, new Misbehave { How = Misbehave.Types.How.ThrowInEvolve });
        Host.Host.Tell(Alice, new Deposit { Amount = 7 });
        await Host.Settle();
        Performer.TextsOf(Alice).ShouldBe(["deposited 5"]);
        (await Ask(Bob, new Deposit { Amount = 1 })).Total.ShouldBe(1);
        await Host.CrashAsync();
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).ShouldBe(new Balance { Total = 5, Deposits = 1 });
    }

    [Fact]
    public async Task ALifeThatIsOverIsForgottenForGood()
    {
        await Ask(Alice, new Deposit { Amount = 5 });
        await Ask(Bob, new Deposit { Amount = 5 });
        Host.Host.Tell(Alice, new CloseAccount());
        await Host.Settle();
        Performer.TextsOf(Alice).ShouldBe(["deposited 5", "closed"]);
        Host.Host.Entities(LedgerKind.Name).ShouldBe([Bob]);
        await Host.CrashAsync();
        Performer.Clear();
        await Host.StartAsync();
        Host.Host.Entities(LedgerKind.Name).ShouldBe([Bob]);
        Performer.AllTexts().ShouldBe(["resumed 5"]);
        (await Ask(Alice, new Peek())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task ALifeThatEndedButForACrashBeforeItsLastEffectsIsResumed()
    {
        await Ask(Alice, new Deposit { Amount = 5 });
        Host.HoldCommits();
        Host.Host.Tell(Alice, new CloseAccount());
        await Host.CommitIsHeld();
        Host.Host.Entities(LedgerKind.Name).ShouldContain(Alice);
        await Host.CrashAsync();
        Performer.Clear();
        await Host.StartAsync();
        Performer.TextsOf(Alice).ShouldBe(["resumed 5"]);
    }

    [Fact]
    public async Task AKeyMayLiveAgainAtOnce()
    {
        for (var life = 1; life <= 20; life++)
        {
            Host.Host.Tell(Alice, new Deposit { Amount = life });
            Host.Host.Tell(Alice, new CloseAccount());
        }
        Host.Host.Tell(Alice, new Deposit { Amount = 99 });
        await Host.Settle();
        await Host.CrashAsync();
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).Memo.ShouldBe("");
        Host.Host.Entities(LedgerKind.Name).ShouldBe([Alice]);
    }

    protected async Task<Balance> Ask(EntityId to, IMessage command) => (Balance)await Host.Host.Ask(to, command, Patience);
}
