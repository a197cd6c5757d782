using Engine.Journal;
using Engine.Journal.Sqlite;
using Engine.Standby;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Standby;

/// <summary>A standby neither checkpoints the active's journal nor keeps it from being checkpointed.</summary>
public sealed class CheckpointTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly EmbeddedHost host = new();

    private string Wal => host.JournalPath + "-wal";

    public Task InitializeAsync() => host.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task AFollowerBetweenItsReadsHoldsNoPartOfTheWal()
    {
        await Write(50);
        using var follower = Follow();
        await Write(50);

        // blocked, pages in the WAL, pages copied: with no reader in the way all of it is copied, and the file cut to nothing
        Database.Scalar(host.JournalPath, "PRAGMA wal_checkpoint(TRUNCATE)").ShouldBe(0);

        new FileInfo(Wal).Length.ShouldBe(0);
        follower.Read();
        JournalFollower.EventsBetween(follower.Position, host.Engine.Position).ShouldBe(0);
    }

    /// <summary>What the test above would miss if it could not fail.</summary>
    [Fact]
    public async Task AReaderThatHoldsItsTransactionWouldHoldTheWal()
    {
        await Write(50);
        using var reader = new Connection(host.JournalPath, mayCreate: false);
        reader.Execute("BEGIN; SELECT count(*) FROM record");
        await Write(50);
        Database.Scalar(host.JournalPath, "PRAGMA busy_timeout = 1; PRAGMA wal_checkpoint(TRUNCATE)");
        new FileInfo(Wal).Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task AFollowerLeavesTheWalAsItIsEvenWhenItIsTheLastToClose()
    {
        await Write(50);
        using (Follow())
        {
            await host.CrashAsync();
            new FileInfo(Wal).Length.ShouldBeGreaterThan(0);
        }
        new FileInfo(Wal).Length.ShouldBeGreaterThan(0);
    }

    private async Task Write(int deposits)
    {
        for (var i = 0; i < deposits; i++)
            await host.Engine.Ask(LedgerKind.Id($"account{i % 7}"), new Deposit { Amount = 1 }, Patience);
    }

    private JournalFollower Follow()
    {
        var follower = new JournalFollower(host.Settings, [new PoisonableLedgerKind()]);
        while (follower.Read() > 0)
        {
        }
        return follower;
    }
}
