using Engine.Akka.Sharding;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Sharding;

public sealed class ShardWatchTests
{
    private static readonly EntityId Alice = LedgerKind.Id("alice");

    /// <summary>Rows that nobody has named are deleted at that moment: too early, and a live call loses its row.</summary>
    [Fact]
    public async Task AShardIsBackOnlyOnceItsEntitiesHavePerformedWhatTheyResumedWith()
    {
        await using var cluster = new TestCluster();
        var shard = EntityAddress.ShardOf(Alice);
        var first = await cluster.Start();
        await first.Ask(Alice, new Deposit { Amount = 5 });
        await first.Engine.AbandonAsync();

        var second = cluster.Make();
        IReadOnlyList<string>? performed = null;
        second.Shards.OnRecovered = number => performed = number == shard ? second.Performer.TextsOf(Alice) : performed;
        await second.Engine.StartAsync();
        await Until.True(() => performed is not null, "the shard is back");
        performed.ShouldBe(["resumed 5"]);
        second.Shards.Said.Take(2).ShouldBe([$"opened {shard}", $"recovered {shard}"]);
    }
}
