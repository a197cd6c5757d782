using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Microsoft.Extensions.Logging;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Fencing;

public sealed class GateTests
{
    private static readonly EntityId Alice = LedgerKind.Id("alice");

    [Fact]
    public async Task ANodeThatWasFrozenForFortySecondsActsForNobodyWhenItWakes()
    {
        await using var cluster = new TestCluster();
        var clock = new ManualTimeProvider();
        var (one, two) = (await cluster.Start(clock), await cluster.Start());
        await Until.True(() => one.Engine.Gate.IsOpen && two.Engine.Gate.IsOpen, "both may act");
        var mine = await OneThatLivesOn(one);
        one.Engine.Tell(mine, new Remind { Name = "tea", AfterMs = 30_000 });
        await one.Engine.WhenIdle();
        using var meter = new MeterReader(one.Engine);
        // a node tells now and then what it has decided for another
        await Until.True(() => meter["cluster.commands.undecided"] == 0, "all is decided, and told");
        // at both ends, so that no question of the one who wakes is answered
        await one.Cut(two);
        await two.Cut(one);
        // all at once: the lease has run out, and so has the timer
        clock.Advance(TimeSpan.FromSeconds(40));
        await Until.True(() => !one.Engine.Gate.IsOpen, "the lease has run out");
        one.Engine.Tell(mine, new Deposit { Amount = 1 });
        meter["cluster.gate.open"].ShouldBe(0);
        await Until.True(() => meter["cluster.commands.undecided"] == 1, "nobody decides it");
        await Until.True(() => meter["cluster.gate.closed"] == 1, "it is counted once");
        await one.Engine.WhenIdle().WaitAsync(TimeSpan.FromMilliseconds(500)).ContinueWith(_ => { });
        one.Performer.TextsOf(mine).ShouldNotContain("reminded of tea");
        one.Performer.TextsOf(mine).ShouldNotContain("deposited 1");
    }

    [Fact]
    public async Task AMinorityNeitherWritesNorSendsAndComesBackInTheSameProcess()
    {
        var log = new LogRecorder(LogLevel.Information);
        await using var cluster = new TestCluster { Logs = log };
        var (one, two, three) = (await cluster.Start(), await cluster.Start(), await cluster.Start());
        await Until.True(() => three.Engine.Gate.IsOpen, "it may act");
        var mine = await OneThatLivesOn(three);
        using var meter = new MeterReader(three.Engine);
        using var others = new MeterReader(one.Engine);
        var systems = 0;
        three.Engine.SystemStarted += _ => systems++;
        await three.Cut(one);
        await three.Cut(two);
        await Until.True(() => !three.Engine.MayAct, "the lease runs out");
        await Until.True(() => others["cluster.members role=lns reachability=unreachable"] == 1, "it is missed");
        three.Engine.Tell(mine, new Deposit { Amount = 100 });
        (await one.Ask(mine, new Deposit { Amount = 1 })).Total.ShouldBe(6);
        three.Performer.TextsOf(mine).ShouldNotContain("deposited 100");
        await Until.True(() => systems == 1 && three.Engine.IsMember, "it is a member again");
        (await three.Ask(mine, new Peek())).Total.ShouldBe(6);
        three.Observer.Said.ShouldContain("lost its membership");
        await Until.True(() => meter["cluster.restarts"] == 1, "it is counted");
        meter["cluster.gate.closed"].ShouldBeGreaterThanOrEqualTo(1);
        await Until.True(() => meter["cluster.member"] == 1 && meter["cluster.members role=lns reachability=reachable"] == 3, "all are seen again");
        var missed = log.Entries.Where(entry => entry.Text.StartsWith("voters miss one another: akka.")).ToList();
        // a process that stands still for long makes all miss all for a moment, and then nobody would go on
        missed.ShouldContain(entry => entry.Text.Contains("going on, if it stays like that: akka."), "the resolver says in the node's log what it sees");
        missed.ShouldAllBe(entry => entry.Level == LogLevel.Warning);
        log.Entries.ShouldNotContain(entry => entry.Level < LogLevel.Warning);
    }

    [Fact]
    public void ALeaseThatOutlastsTheEarliestTakeoverIsRefused() =>
        Should.Throw<ArgumentException>(() => new ResolverSettings { Lease = TimeSpan.FromSeconds(4) }.Check(new DetectorSettings()));

    [Fact]
    public void TheDefaultsKeepTheLeaseShortEnough() => Should.NotThrow(() => new ResolverSettings().Check(new DetectorSettings()));

    private static async Task<EntityId> OneThatLivesOn(TestNode node)
    {
        for (var i = 0; ; i++)
        {
            var id = LedgerKind.Id($"k{i}");
            await node.Ask(id, new Deposit { Amount = 5 });
            if (node.Engine.Entities(LedgerKind.Name).Contains(id))
                return id;
        }
    }
}
