using System.Data.Common;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Lab.Foreign;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shared.Messages.Entities;
using Xunit.Abstractions;

namespace Engine.Akka.Tests.Journal;

/// <summary>What stays of entities whose life is over: one row for a key, however many lives it had. What it costs is printed.</summary>
public sealed class DeadStreamTests(SharedPostgreSql database, ITestOutputHelper output) : IClassFixture<SharedPostgreSql>
{
    private const int Streams = 100;
    private const int Lives = 2;

    private static IEnumerable<EntityId> All => Enumerable.Range(0, Streams).Select(i => LedgerKind.Id($"192.0.2.1:1701-{i:00000}"));

    [Fact]
    public async Task ADeadStreamLeavesOneRowOnSqlite()
    {
        await using var cluster = new TestCluster();
        await using var connection = new SqliteConnection(cluster.Journal.ConnectionString);
        await Measure(cluster, connection, "0", "SELECT (SELECT page_size FROM pragma_page_size) * ((SELECT page_count FROM pragma_page_count) - (SELECT freelist_count FROM pragma_freelist_count))");
    }

    [ForeignFact("psql", NeedsRoot = true)]
    public async Task ADeadStreamLeavesOneRowOnPostgreSql()
    {
        await using var cluster = new TestCluster(await database.Database());
        await using var connection = new NpgsqlConnection(cluster.Journal.ConnectionString);
        await Measure(cluster, connection, "false", "SELECT pg_total_relation_size('journal')");
    }

    private async Task Measure(TestCluster cluster, DbConnection connection, string no, string octets)
    {
        var node = await cluster.Start();
        await connection.OpenAsync();
        var before = await Scalar(connection, octets);
        for (var life = 0; life < Lives; life++)
        {
            foreach (var id in All)
            {
                node.Engine.Tell(id, new Deposit { Amount = 1 });
                node.Engine.Tell(id, new CloseAccount());
            }
            await node.Engine.WhenIdle().WaitAsync(TestNode.Patience);
            await Until.True(async () => node.Hosted == 0 && await Scalar(connection, $"SELECT COUNT(*) FROM journal WHERE deleted = {no}") == 0, "all are over");
            (await Scalar(connection, "SELECT COUNT(*) FROM journal")).ShouldBe(Streams);
        }
        if (connection is NpgsqlConnection)
        {
            // what autovacuum does in its time
            await using var vacuum = new NpgsqlCommand("VACUUM FULL journal", (NpgsqlConnection)connection);
            await vacuum.ExecuteNonQueryAsync();
        }
        output.WriteLine($"{connection.GetType().Name}: {(await Scalar(connection, octets) - before) / (double)Streams:0} octets a dead stream, "
            + $"{await Scalar(connection, "SELECT AVG(LENGTH(message)) FROM journal")} of them the record");
        await node.Engine.AbandonAsync();
        await using var next = cluster.Make();
        await next.Engine.StartAsync();
        next.Hosted.ShouldBe(0);
        // a new life goes on from the number that was kept
        (await next.Ask(All.First(), new Deposit { Amount = 5 })).Total.ShouldBe(5);
        (await Scalar(connection, $"SELECT MIN(sequence_number) FROM journal WHERE deleted = {no}")).ShouldBe(2 * Lives + 1);
    }

    private static async Task<long> Scalar(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
