using Engine.Journal;
using Engine.Standby;
using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Shared.Messages.Entities;

namespace Engine.Tests.Standby;

/// <summary>A follower beside a running engine, each with a connection of its own to the same file.</summary>
public sealed class JournalFollowerTests : IAsyncLifetime
{
    private static readonly EntityId Alice = LedgerKind.Id("alice");
    private static readonly EntityId Bob = LedgerKind.Id("bob");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly EmbeddedHost host = new();
    private readonly RecordingPerformer heirsPerformer = new();
    private readonly RecordingObserver observer = new();
    private JournalFollower? follower;
    private EntityEngine? heir;

    public Task InitializeAsync() => host.StartAsync();

    public async Task DisposeAsync()
    {
        follower?.Dispose();
        if (heir is not null)
            await heir.AbandonAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task AnHeirGoesOnWithEveryEntityAsItWas()
    {
        await Deposit(Alice, 5);
        Follow();
        await Deposit(Alice, 2);
        await Deposit(Bob, 3);
        Follow();
        await Deposit(Bob, 4);
        (await Inherit()).ShouldBe("alice 7/2, bob 7/2");
        heirsPerformer.AllTexts().Order().ShouldBe(["resumed 7", "resumed 7"]);
    }

    /// <summary>The stream becomes one snapshot, more than once, between two looks of the follower, and at every place relative to them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(35)]
    public async Task SnapshotsThatWentByUnseenAreTakenIn(int depositsPerLook)
    {
        for (var i = 1; i <= 70; i++)
        {
            await Deposit(Alice, 1);
            if (i % depositsPerLook == 0)
                Follow();
        }
        (await Inherit()).ShouldBe("alice 70/70");
        // what the follower noted of the places of records holds for the heir's own snapshots
        for (var i = 0; i < 25; i++)
            await heir!.Ask(Alice, new Deposit { Amount = 1 }, Patience);
        await heir!.StopAsync();
        Database.Scalar(host.JournalPath, "SELECT count(*) FROM record").ShouldBeLessThan(12);
    }

    [Fact]
    public async Task ALifeThatEndedIsForgotten()
    {
        await Deposit(Alice, 5);
        await Deposit(Bob, 1);
        Follow();
        await Close(Alice);
        follower!.Sweep();
        follower.Entities.ShouldBe(1);
        (await Inherit()).ShouldBe("bob 1/1");
    }

    [Fact]
    public async Task ALifeThatBeganAndEndedUnseenLeavesNothing()
    {
        await Deposit(Alice, 5);
        Follow();
        await Deposit(Bob, 1);
        await Close(Bob);
        await Close(Alice);
        (await Inherit()).ShouldBe("");
    }

    [Fact]
    public async Task ASecondLifeUnderTheSameNameKnowsNothingOfTheFirst()
    {
        await Deposit(Alice, 5);
        Follow();
        await Close(Alice);
        await Deposit(Alice, 1);
        Follow();
        await Deposit(Alice, 1);
        (await Inherit()).ShouldBe("alice 2/2");
    }

    [Fact]
    public async Task AFollowerOutlivesItsActiveAndFollowsTheNext()
    {
        await Deposit(Alice, 5);
        Follow();
        await host.CrashAsync();
        await host.StartAsync();
        await Deposit(Alice, 2);
        Follow();
        (await Inherit()).ShouldBe("alice 7/2");
    }

    /// <summary>After each look nothing is behind; between two looks it is what was written between them.</summary>
    [Fact]
    public async Task TheLagIsWhatWasWrittenSinceTheLastLook()
    {
        for (var round = 1; round <= 5; round++)
        {
            for (var i = 0; i < round; i++)
                await Deposit(Alice, 1);
            JournalFollower.EventsBetween(follower?.Position ?? 0, host.Engine.Position).ShouldBe(round);
            Follow();
            JournalFollower.EventsBetween(follower!.Position, host.Engine.Position).ShouldBe(0);
        }
        // a new active's epoch alone leaves nobody behind
        await host.CrashAsync();
        await host.StartAsync();
        JournalFollower.EventsBetween(follower!.Position, host.Engine.Position).ShouldBe(0);
    }

    [Fact]
    public async Task ADamagedRecordStopsTheFollowerByItsName()
    {
        await Deposit(Alice, 5);
        Follow();
        await Deposit(Alice, 6);
        Database.Execute(host.JournalPath, "UPDATE record SET payload = zeroblob(length(payload)) WHERE sequence = 2");
        Should.Throw<JournalUnavailableException>(Follow).Message.ShouldContain("ledger:alice");
    }

    private static async Task<string> Balances(IEntityHost host)
    {
        var texts = new List<string>();
        foreach (var id in host.Entities(LedgerKind.Name).OrderBy(id => id.Key))
        {
            var balance = (Balance)await host.Ask(id, new Peek(), Patience);
            texts.Add($"{id.Key} {balance.Total}/{balance.Deposits}");
        }
        return string.Join(", ", texts);
    }

    private Task Deposit(EntityId to, int amount) => host.Engine.Ask(to, new Deposit { Amount = amount }, Patience);

    private async Task Close(EntityId account)
    {
        host.Engine.Tell(account, new CloseAccount());
        await host.Settle();
    }

    private void Follow()
    {
        follower ??= new JournalFollower(host.Settings, [new PoisonableLedgerKind()], observer);
        while (follower.Read() > 0)
        {
        }
    }

    /// <summary>The active dies; an engine starts from the follower.</summary>
    private async Task<string> Inherit()
    {
        await host.CrashAsync();
        heir = new EntityEngine(host.Settings, [new PoisonableLedgerKind()], heirsPerformer, host.Time, () => new Random(2), observer);
        await heir.StartAsync(follower: follower);
        return await Balances(heir);
    }
}
