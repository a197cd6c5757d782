using Engine.Akka.Journal;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Lab.Foreign;
using Npgsql;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Journal;

/// <summary>What SQLite can't show: several machines' sessions in one database, and a server that goes and comes back.</summary>
public sealed class PostgreSqlTests(SharedPostgreSql database) : IClassFixture<SharedPostgreSql>
{
    private const int Ledgers = 60;

    private static IEnumerable<EntityId> All => Enumerable.Range(0, Ledgers).Select(i => LedgerKind.Id($"k{i}"));

    [ForeignFact("psql", NeedsRoot = true)]
    public async Task NodesThatBeginTogetherOnAnEmptyDatabaseAllServe()
    {
        await using var cluster = new TestCluster(await database.Database());
        TestNode[] nodes = [.. Enumerable.Range(0, 4).Select(_ => cluster.Make())];
        await Task.WhenAll(nodes.Select(node => node.Engine.StartAsync()));
        // each is a cluster of its own here, so each has entities of its own
        foreach (var (node, i) in nodes.Select((node, i) => (node, i)))
            (await node.Ask(LedgerKind.Id($"of{i}"), new Deposit { Amount = i })).Total.ShouldBe(i);
    }

    [ForeignFact("psql", NeedsRoot = true)]
    public async Task AKilledNodesEntitiesLiveOnElsewhereWithTheirState()
    {
        await using var cluster = new TestCluster(await database.Database());
        var (one, two) = (await cluster.Start(), await cluster.Start());
        foreach (var id in All)
            await one.Ask(id, new Deposit { Amount = 7 });
        await Until.True(() => two.Hosted > 0, "both host some");
        foreach (var id in All)
            await two.Ask(id, new Deposit { Amount = 1 });
        var (kept, killed) = one.Port < two.Port ? (one, two) : (two, one);
        await killed.Engine.AbandonAsync();
        await Until.True(() => kept.Hosted == Ledgers, "all live here");
        foreach (var id in All)
            (await kept.Ask(id, new Peek())).Total.ShouldBe(8);
    }

    [ForeignFact("psql", NeedsRoot = true)]
    public async Task WhatIsDecidedWhileTheServerIsGoneIsWrittenWhenItIsBack()
    {
        await using var cluster = new TestCluster(await database.Database());
        var node = await cluster.Start();
        foreach (var id in All)
            await node.Ask(id, new Deposit { Amount = 1 });
        var (idle, busy) = (All.First(), All.Skip(1).ToList());
        var server = await database.Server();
        await server.Stop();
        try
        {
            foreach (var id in busy)
                node.Engine.Tell(id, new Deposit { Amount = 2 });
            await Until.True(() => node.Observer.Said.Any(line => line.StartsWith("stalled")), "the stall is said");
            // what needs no journal is answered meanwhile
            (await node.Ask(idle, new Touch())).Touches.ShouldBe(1);
            busy.ShouldAllBe(id => !node.Performer.TextsOf(id).Contains("deposited 2"));
        }
        finally
        {
            await server.Start();
        }
        await Until.True(() => busy.All(id => node.Performer.TextsOf(id).Contains("deposited 2")), "all is performed");
        node.Observer.Said.ShouldNotContain(line => line.StartsWith("stopped") || line.StartsWith("fenced"));
        await node.Engine.AbandonAsync();
        var next = await cluster.Start();
        foreach (var id in busy)
            (await next.Ask(id, new Peek())).Deposits.ShouldBe(2);
    }

    [ForeignFact("psql", NeedsRoot = true)]
    public async Task AWriteThatAFrozenMachineLeftHalfDoneHoldsNobodyUp()
    {
        await using var cluster = new TestCluster(await database.Database());
        var node = await cluster.Start();
        await using var frozen = new NpgsqlConnection(JournalSession.Of(node.Settings));
        await frozen.OpenAsync();
        await using var half = await frozen.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("LOCK TABLE journal IN EXCLUSIVE MODE", frozen, half))
            await command.ExecuteNonQueryAsync();
        // well below the 30 s after which the client would give up, and long before the machine goes on
        (await node.Engine.Ask(All.First(), new Deposit { Amount = 7 }, TimeSpan.FromSeconds(20))).ShouldBeOfType<Balance>().Total.ShouldBe(7);
    }
}
