using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Cluster;

public sealed class TwoNodesTests
{
    private const int Ledgers = 60;

    private static IEnumerable<EntityId> All => Enumerable.Range(0, Ledgers).Select(i => LedgerKind.Id($"k{i}"));

    [Fact]
    public async Task ACommandFromEitherNodeReachesTheOneOwner()
    {
        await using var cluster = new TestCluster();
        var (one, two) = (await cluster.Start(), await cluster.Start());
        foreach (var id in All)
        {
            await one.Ask(id, new Deposit { Amount = 1 });
            (await two.Ask(id, new Deposit { Amount = 2 })).Total.ShouldBe(3);
        }
        await Until.True(() => one.Hosted > 0 && two.Hosted > 0, "both host some");
        // one that moves between two looks is on the list of each; one that lives on both is on this list again
        var (before, there, after) = (one.Engine.Entities(LedgerKind.Name), two.Engine.Entities(LedgerKind.Name), one.Engine.Entities(LedgerKind.Name));
        before.Intersect(there).Intersect(after).ShouldBeEmpty();
        foreach (var id in All)
            (await one.Ask(id, new Peek())).Total.ShouldBe((await two.Ask(id, new Peek())).Total);
    }

    [Fact]
    public async Task ATellBetweenEntitiesCrossesNodes()
    {
        await using var cluster = new TestCluster();
        var (one, _) = (await cluster.Start(), await cluster.Start());
        foreach (var id in All)
            one.Engine.Tell(id, new SendOn { To = "sink", Amount = 1 });
        await Until.True(() => one.Ask(LedgerKind.Id("sink"), new Peek()).GetAwaiter().GetResult().Total == Ledgers, "all has arrived");
    }

    [Fact]
    public async Task AKilledNodesEntitiesLiveOnElsewhereWithTheirState()
    {
        await using var cluster = new TestCluster();
        var (one, two) = (await cluster.Start(), await cluster.Start());
        var totals = await Spread(one, two);
        // of two, the one that the resolver would keep (docs/cluster.md)
        var (kept, killed) = one.Port < two.Port ? (one, two) : (two, one);
        await killed.Engine.AbandonAsync();
        await Until.True(() => kept.Hosted == Ledgers, "all live here");
        foreach (var id in All)
            (await kept.Ask(id, new Peek())).Total.ShouldBe(totals[id]);
    }

    [Fact]
    public async Task OfThreeAnyMayBeKilledAndTheOthersLiveOnWithItsEntities()
    {
        await using var cluster = new TestCluster();
        var (one, two, three) = (await cluster.Start(), await cluster.Start(), await cluster.Start());
        var totals = await Spread(one, two);
        var killed = new[] { one, two, three }.MinBy(node => node.Port)!;
        TestNode[] kept = [.. new[] { one, two, three }.Except([killed])];
        await killed.Engine.AbandonAsync();
        await Until.True(() => kept.Sum(node => node.Hosted) == Ledgers && kept.All(node => node.Engine.Gate.IsOpen), "all live on the other two");
        foreach (var id in All)
            (await kept[0].Ask(id, new Peek())).Total.ShouldBe(totals[id]);
    }

    [Fact]
    public async Task ALeavingNodeHandsItsEntitiesOver()
    {
        await using var cluster = new TestCluster();
        var (one, two) = (await cluster.Start(), await cluster.Start());
        var totals = await Spread(one, two);
        await two.Engine.StopAsync();
        await Until.True(() => one.Hosted == Ledgers, "all live here");
        foreach (var id in All)
            (await one.Ask(id, new Peek())).Total.ShouldBe(totals[id]);
        // that the journal is slow is no fault of the leaving
        two.Observer.Said.Where(line => !line.StartsWith("stalled")).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnEntityWhoseLifeIsOverDoesNotComeBackElsewhere()
    {
        await using var cluster = new TestCluster();
        var (one, two) = (await cluster.Start(), await cluster.Start());
        var totals = await Spread(one, two);
        foreach (var id in All.Take(Ledgers / 2))
            one.Engine.Tell(id, new CloseAccount());
        await Until.True(() => one.Hosted + two.Hosted == Ledgers / 2, "half are gone");
        await two.Engine.StopAsync();
        await Until.True(() => one.Hosted == Ledgers / 2, "the other half live here");
        (await one.Ask(All.First(), new Peek())).Total.ShouldBe(0);
        (await one.Ask(All.Last(), new Peek())).Total.ShouldBe(totals[All.Last()]);
    }

    /// <summary>The second node has taken over some of the shards by the end.</summary>
    private static async Task<Dictionary<EntityId, long>> Spread(TestNode one, TestNode two)
    {
        foreach (var id in All)
            await one.Ask(id, new Deposit { Amount = 7 });
        await Until.True(() => two.Hosted > 0, "both host some");
        var totals = new Dictionary<EntityId, long>();
        foreach (var id in All)
            totals[id] = (await one.Ask(id, new Peek())).Total;
        return totals;
    }
}
