using Akka.Actor;
using Akka.Cluster.Sharding;
using Engine.Akka.Entities;
using Engine.Akka.Sharding;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Sharding;

/// <summary>A shard opens without the journal, which tells of its entities later.</summary>
public sealed class ShardOpeningTests
{
    private static readonly EntityId Alice = LedgerKind.Id("alice");

    /// <summary>Eighty shards move when a machine is lost, and a busy database takes seconds to say what lives in them.</summary>
    [Fact]
    public async Task ItTakesCommandsBeforeTheJournalHasToldOfItsEntities()
    {
        await using var cluster = new TestCluster();
        var node = await cluster.Start();
        var told = new TaskCompletionSource();
        node.Catalogue = told.Task;
        (await node.Ask(Alice, new Deposit { Amount = 5 })).Total.ShouldBe(5);
        node.Shards.Said.ShouldBe([$"opened {EntityAddress.ShardOf(Alice)}"]);

        told.SetResult();
        await Until.True(() => node.Shards.Said.Contains($"recovered {EntityAddress.ShardOf(Alice)}"), "the shard is back");
    }

    /// <summary>Its last life may have ended between the journal's word and the start.</summary>
    [Fact]
    public async Task AnEntityThatIsStartedWithoutAPastLeavesAgain()
    {
        await using var cluster = new TestCluster();
        var node = await cluster.Start();
        var region = ClusterSharding.Get(node.Engine.System).ShardRegion("bras");
        await region.Ask<object>(new ShardRegion.StartEntity(EntityAddress.Write(Alice)), TestNode.Patience);
        await Until.True(async () => (await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, TestNode.Patience))
            .Shards.All(shard => shard.EntityIds.Count == 0), "nobody lives there");
        node.Hosted.ShouldBe(0);
    }

    [Fact]
    public void WhoLivesAlreadyIsNotAwaited()
    {
        var roster = new Roster();
        roster.Add(Alice);
        roster.WhenArrived([Alice]).IsCompletedSuccessfully.ShouldBeTrue();
        roster.WhenArrived([LedgerKind.Id("bob")]).IsCompleted.ShouldBeFalse();
    }
}
