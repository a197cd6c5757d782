using Engine.Akka.Journal;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Microsoft.Data.Sqlite;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Journal;

public sealed class JournalTroubleTests
{
    private static readonly EntityId Alice = LedgerKind.Id("alice");
    private static readonly EntityId Bob = LedgerKind.Id("bob");

    [Fact]
    public async Task AJournalThatIsGoneForAMinuteCostsNothing()
    {
        await using var cluster = new TestCluster();
        var (clock, valve) = (new ManualTimeProvider(), new JournalValve());
        var node = await cluster.Start(new ManualTimeProvider(), valve, clock);
        await clock.WoundUntil(node.Ask(Alice, new Deposit { Amount = 1 }));
        await clock.WoundUntil(node.Ask(Bob, new Deposit { Amount = 1 }));
        valve.Fail();
        for (var i = 0; i < 200; i++)
            node.Engine.Tell(Alice, new Deposit { Amount = 1 });
        for (var second = 0; second < 60; second++)
        {
            // what needs no journal is answered meanwhile
            (await node.Ask(Bob, new Touch())).Touches.ShouldBe(second + 1);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        await valve.HasFailedAgain();
        node.Performer.TextsOf(Alice).Count.ShouldBe(1);
        await Until.True(() => node.Observer.Said.Any(line => line.StartsWith("stalled")), "the stall is said");
        valve.Release();
        clock.Advance(TimeSpan.FromSeconds(2));
        await Until.True(() => clock.Wound() && node.Performer.TextsOf(Alice).Count == 201, "all is performed");
        (await node.Ask(Alice, new Peek())).Deposits.ShouldBe(201);
        node.Observer.Said.ShouldNotContain(line => line.StartsWith("stopped") || line.StartsWith("fenced"));
    }

    /// <summary>The database is real, so it is asked again in its time, whatever becomes of that of the entities.</summary>
    [Fact]
    public async Task TheJournalIsAskedAgainThoughTheEntitiesClockStandsStill()
    {
        await using var cluster = new TestCluster();
        var valve = new JournalValve();
        var node = await cluster.Start(new ManualTimeProvider(), valve);
        await node.Ask(Alice, new Deposit { Amount = 1 });
        valve.Fail();
        node.Engine.Tell(Alice, new Deposit { Amount = 1 });
        await valve.HasFailedAgain();
        valve.Release();
        await Until.True(() => node.Performer.TextsOf(Alice).Count == 2, "it is performed");
    }

    [Fact]
    public async Task ACleanStopDoesNotWaitForEver()
    {
        await using var cluster = new TestCluster();
        var (clock, valve) = (new ManualTimeProvider(), new JournalValve());
        var node = await cluster.Start(new ManualTimeProvider(), valve, clock);
        await clock.WoundUntil(node.Ask(Alice, new Deposit { Amount = 1 }));
        valve.Hold();
        node.Engine.Tell(Alice, new Deposit { Amount = 1 });
        await valve.IsHeld;
        var stop = node.Engine.StopAsync();
        await Until.True(() => clock.Wound() && node.Observer.Said.Any(line => line.StartsWith("stop cut short")), "it loses its patience");
        stop.IsCompleted.ShouldBeFalse();
        valve.Release();
        await stop;
        // what the stop did not wait for was under way, and so it is written before the shard goes
        Database.Scalar(cluster.JournalPath, "SELECT COUNT(*) FROM journal WHERE deleted = 0").ShouldBe(2);
    }

    [Fact]
    public async Task AWriteWhoseAnswerWasLostIsNotWrittenTwice()
    {
        await using var cluster = new TestCluster();
        var (clock, valve) = (new ManualTimeProvider(), new JournalValve());
        var node = await cluster.Start(new ManualTimeProvider(), valve, clock);
        await clock.WoundUntil(node.Ask(Alice, new Deposit { Amount = 1 }));
        valve.FailAfterWriting();
        node.Engine.Tell(Alice, new Deposit { Amount = 1 });
        await valve.HasFailedAgain();
        valve.Release();
        await Until.True(() => clock.Wound() && node.Performer.TextsOf(Alice).Count == 2, "it is performed");
        await node.Engine.AbandonAsync();
        Database.Scalar(cluster.JournalPath, "SELECT COUNT(*) FROM journal WHERE deleted = 0").ShouldBe(2);
    }

    /// <summary>Whether the write was lost or its answer: after a while the writer looks, and does what is left to do.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AWriteThatIsNeverAnsweredIsLookedAfter(bool isWritten)
    {
        await using var cluster = new TestCluster();
        var (clock, valve) = (new ManualTimeProvider(), new JournalValve());
        var node = await cluster.Start(new ManualTimeProvider(), valve, clock);
        await clock.WoundUntil(node.Ask(Alice, new Deposit { Amount = 1 }));
        if (isWritten)
            valve.LoseAnswers();
        else
            valve.Lose();
        node.Engine.Tell(Alice, new Deposit { Amount = 1 });
        await valve.HasFailedAgain();
        valve.Release();
        node.Performer.TextsOf(Alice).Count.ShouldBe(1);
        await Until.True(() => clock.Wound() && node.Performer.TextsOf(Alice).Count == 2, "it is performed");
        node.Observer.Said.ShouldNotContain(line => line.StartsWith("fenced"));
        await node.Engine.AbandonAsync();
        Database.Scalar(cluster.JournalPath, "SELECT COUNT(*) FROM journal WHERE deleted = 0").ShouldBe(2);
    }

    [Fact]
    public async Task ASecondWriterStopsTheEntityBeforeItsEffects()
    {
        await using var cluster = new TestCluster();
        var (clock, valve) = (new ManualTimeProvider(), new JournalValve());
        var node = await cluster.Start(new ManualTimeProvider(), valve, clock);
        await clock.WoundUntil(node.Ask(Alice, new Deposit { Amount = 1 }));
        Database.Execute(cluster.JournalPath, "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, identifier, manifest) "
            + $"SELECT created, 0, persistence_id, 2, message, identifier, manifest FROM journal WHERE persistence_id = '{StreamName.Write(Alice)}'");
        node.Engine.Tell(Alice, new Deposit { Amount = 2 });
        await Until.True(() => clock.Wound() && node.Observer.Said.Contains($"fenced: {Alice}"), "it is stopped");
        node.Performer.TextsOf(Alice).ShouldNotContain("deposited 2");
    }

    [Fact]
    public async Task NothingInTheJournalIsLegible()
    {
        await using var cluster = new TestCluster();
        var node = await cluster.Start();
        await node.Ask(Alice, new Deposit { Amount = 1, Memo = "correct horse battery staple" });
        await node.Engine.AbandonAsync();
        SqliteConnection.ClearAllPools();
        Directory.GetFiles(Path.GetDirectoryName(cluster.JournalPath)!, "journal.db*").ShouldNotBeEmpty();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(cluster.JournalPath)!, "journal.db*"))
            File.ReadAllBytes(file).AsSpan().IndexOf("horse"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task ALongStreamBecomesOneSnapshot()
    {
        await using var cluster = new TestCluster();
        var node = await cluster.Start();
        var deposits = 0;
        for (var i = 0; i < 100; i++)
            deposits = (await node.Ask(Alice, new Deposit { Amount = 1 })).Deposits;
        await Until.True(() => Database.Scalar(cluster.JournalPath, "SELECT COUNT(*) FROM journal WHERE deleted = 0") < 25, "what came before is deleted");
        await node.Engine.AbandonAsync();
        var next = await cluster.Start();
        (await next.Ask(Alice, new Peek())).Deposits.ShouldBe(deposits);
    }
}
