using Engine.Akka.Tests.Support;
using Lab.Foreign;
using Xunit.Abstractions;

namespace Engine.Akka.Tests.Journal;

public sealed class FigureTests(SharedPostgreSql database, ITestOutputHelper output) : IClassFixture<SharedPostgreSql>
{
    [Fact]
    public async Task EveryNewEntityWritesAndComesBackOnSqlite()
    {
        await using var cluster = new TestCluster();
        await new JournalFigures(output).Measure(cluster, "SQLite");
    }

    [ForeignFact("psql", NeedsRoot = true)]
    public async Task EveryNewEntityWritesAndComesBackOnPostgreSql()
    {
        await using var cluster = new TestCluster(await database.Database());
        await new JournalFigures(output).Measure(cluster, "PostgreSQL");
    }
}
