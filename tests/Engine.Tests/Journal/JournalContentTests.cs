using System.Text;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Journal;

public sealed class JournalContentTests : EmbeddedHostTests
{
    public override Task InitializeAsync() => Host.StartAsync();

    [Fact]
    public async Task ASecretStandsInNoFile()
    {
        const string secret = "tunnel-secret-kU7x";
        await Ask(Alice, new Deposit { Amount = 1, Memo = secret });
        await Host.Settle();
        // both while the write-ahead log holds it, and after it has moved into the database
        Holding(secret).ShouldBeEmpty();
        Holding(Alice.Key).ShouldNotBeEmpty("the search must be able to find");
        await Host.StopAsync();
        Holding(secret).ShouldBeEmpty();
        Holding(Alice.Key).ShouldNotBeEmpty("the search must be able to find");
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).Memo.ShouldBe(secret);
    }

    [Fact]
    public async Task ADecisionIsOneRecordHoweverManyItsEvents()
    {
        await Ask(Alice, new DepositAll { Amounts = { 1, 2, 3 } });
        await Ask(Alice, new Touch());
        await Ask(Alice, new Deposit { Amount = 4 });
        await Crash();
        Sequences().ShouldBe("1:1 2:1");
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).ShouldBe(new Balance { Total = 10, Deposits = 4 });
    }

    [Fact]
    public async Task ASnapshotTakesThePlaceOfTheEventsBeforeIt()
    {
        for (var i = 0; i < 25; i++)
            await Ask(Alice, new Deposit { Amount = 1 });
        await Crash();
        // one at 10, one at 20, and the events since
        Sequences().ShouldBe("20:2 21:1 22:1 23:1 24:1 25:1");
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).Deposits.ShouldBe(25);
    }

    [Fact]
    public async Task SnapshotsAreCountedFromTheLastOneAfterARestart()
    {
        for (var i = 0; i < 18; i++)
            await Ask(Alice, new Deposit { Amount = 1 });
        await Crash();
        await Host.StartAsync();
        await Ask(Alice, new Deposit { Amount = 1 });
        await Ask(Alice, new Deposit { Amount = 1 });
        await Crash();
        Sequences().ShouldBe("20:2");
    }

    [Fact]
    public async Task ACleanStopMakesSnapshotsOfLongStreamsOnly()
    {
        for (var i = 0; i < 9; i++)
            await Ask(Alice, new Deposit { Amount = 1 });
        await Ask(Bob, new Deposit { Amount = 1 });
        await Host.StopAsync();
        Sequences().ShouldBe("9:2");
        Database.Scalar(Host.JournalPath, "SELECT count(*) FROM record").ShouldBe(2);
    }

    [Fact]
    public async Task NothingIsLeftOfALifeThatIsOver()
    {
        for (var i = 0; i < 7; i++)
            await Ask(Alice, new Deposit { Amount = 1 });
        Host.Host.Tell(Alice, new CloseAccount());
        await Crash();
        Database.Scalar(Host.JournalPath, "SELECT (SELECT count(*) FROM record) + (SELECT count(*) FROM stream)").ShouldBe(0);
    }

    [Fact]
    public async Task TheNumberOfPartitionsMayChange()
    {
        for (var i = 0; i < 50; i++)
            await Ask(LedgerKind.Id($"k{i}"), new Deposit { Amount = i });
        await Crash();
        Host.Settings = Host.Settings with { Partitions = 7 };
        await Host.StartAsync();
        for (var i = 0; i < 50; i++)
            (await Ask(LedgerKind.Id($"k{i}"), new Peek())).Total.ShouldBe(i);
    }

    [Fact]
    public async Task WhatWaitsGoesIntoOneCommit()
    {
        Host.HoldCommits();
        Host.Host.Tell(Alice, new Deposit { Amount = 1 });
        await Host.CommitIsHeld();
        for (var i = 0; i < 200; i++)
            Host.Host.Tell(LedgerKind.Id($"k{i % 40}"), new Deposit { Amount = 1 });
        // transient ones of a fourth entity in each partition: when they are answered, all before them is decided
        for (var i = 0; i < 30; i++)
            await Ask(LedgerKind.Id($"t{i}"), new Touch());
        Host.ReleaseCommits();
        await Host.Settle();
        Host.Storage.CommitSizes.ShouldBe([1, 200]);
    }

    [Fact]
    public async Task FilesAreTheOwnersAlone()
    {
        await Ask(Alice, new Deposit { Amount = 1 });
        foreach (var file in Directory.GetFiles(Host.Settings.DataDirectory))
            (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None, file);
    }

    private List<string> Holding(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        return [.. Directory.GetFiles(Host.Settings.DataDirectory, "journal*").Where(file => ReadShared(file).AsSpan().IndexOf(octets) >= 0)];
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    private string Sequences()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Host.JournalPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT coalesce(group_concat(sequence || ':' || type, ' '), '') FROM
              (SELECT sequence, type FROM record JOIN stream ON stream = number WHERE key = 'alice' ORDER BY sequence)
            """;
        return (string)command.ExecuteScalar()!;
    }
}
