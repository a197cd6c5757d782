using Engine.Journal;
using Engine.Journal.Sqlite;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Journal;

/// <summary>What a power cut leaves at a journal's end is cut off and said; what looks like anything else is not touched.</summary>
public sealed class TornTailTests : EmbeddedHostTests
{
    private string Wal => $"{Host.JournalPath}-wal";

    public override async Task InitializeAsync()
    {
        await Host.StartAsync();
        for (var i = 1; i <= 4; i++)
        {
            await Ask(Alice, new Deposit { Amount = 1 });
            await Ask(Bob, new Deposit { Amount = 1 });
        }
    }

    [Fact]
    public async Task AWholeJournalHasNoTail()
    {
        WalTail.Inspect(Wal).ShouldBeNull();
        await Crash();
        WalTail.Inspect(Wal).ShouldBeNull();
        await Host.StartAsync();
        Said().ShouldBeEmpty();
    }

    /// <summary>The log as it was at every length: always a commit's end, or a tail that is named, and always the state of a whole commit.</summary>
    [Fact]
    public async Task ALogTornAnywhereIsCutAtItsLastWholeCommit()
    {
        var (log, file) = (ReadShared(Wal), ReadShared(Host.JournalPath));
        await Host.CrashAsync();
        var torn = 0;
        for (var length = log.Length; length > log.Length / 2; length -= 1500)
        {
            Put(file, log[..length]);
            torn += WalTail.Inspect(Wal) is null ? 0 : 1;
            await Host.StartAsync();
            var (alice, bob) = ((await Ask(Alice, new Peek())).Total, (await Ask(Bob, new Peek())).Total);
            (alice - bob).ShouldBeInRange(0, 1, $"length {length}: they took turns");
            await Host.CrashAsync();
        }
        torn.ShouldBeGreaterThan(2);
        Said().Count.ShouldBe(torn);
        Said().ShouldAllBe(line => line.Contains("of a commit that never ended"));
    }

    /// <summary>Every octet of the last frame: its header, its page, its checksum.</summary>
    [Fact]
    public async Task AFrameThatWasNotWrittenWholeIsNoCommit()
    {
        var (log, file) = (ReadShared(Wal), ReadShared(Host.JournalPath));
        await Host.CrashAsync();
        foreach (var back in new[] { 1, 700, 4095, 4097, 4110, 4119 })
        {
            var altered = log.ToArray();
            altered[^back] ^= 0x10;
            Put(file, altered);
            if (back <= 4104)
                WalTail.Inspect(Wal).ShouldNotBeNull($"{back} from the end");
            await Host.StartAsync();
            (await Ask(Bob, new Peek())).Total.ShouldBeLessThan(4);
            await Host.CrashAsync();
        }
    }

    [Fact]
    public async Task TheLastRecordThatCannotBeOpenedIsCutOffAndNamed()
    {
        await Crash();
        Database.Alter(Host.JournalPath, "bob", 4, 33);
        await Host.StartAsync();
        Said().ShouldHaveSingleItem().ShouldContain("record 4 of stream ledger:bob");
        (await Ask(Bob, new Peek())).Total.ShouldBe(3);
        (await Ask(Alice, new Peek())).Total.ShouldBe(4);
        // the place is free again
        (await Ask(Bob, new Deposit { Amount = 7 })).Total.ShouldBe(10);
        await Crash();
        await Host.StartAsync();
        (await Ask(Bob, new Peek())).ShouldBe(new Balance { Total = 10, Deposits = 4 });
    }

    /// <summary>Tunnels recover by RFC 4951 where they hear it; the start after that finds a whole journal.</summary>
    [Fact]
    public async Task EveryEntityHearsOnceThatTheTailWasCut()
    {
        await Crash();
        Database.Alter(Host.JournalPath, "bob", 4, 33);
        Host.Performer.Clear();
        await Host.StartAsync();
        Host.Performer.AllTexts().Order().ShouldBe(["resumed 3, and more may be missing", "resumed 4, and more may be missing"]);
        await Crash();
        Host.Performer.Clear();
        await Host.StartAsync();
        Host.Performer.AllTexts().Order().ShouldBe(["resumed 3", "resumed 4"]);
    }

    [Fact]
    public async Task ALifeThatBeganInTheTornTailHasNeverBeen()
    {
        await Ask(LedgerKind.Id("carol"), new Deposit { Amount = 1 });
        await Crash();
        Database.Alter(Host.JournalPath, "carol", 1, 33);
        await Host.StartAsync();
        Said().ShouldHaveSingleItem().ShouldContain("record 1 of stream ledger:carol");
        Host.Host.Entities(LedgerKind.Name).Count.ShouldBe(2);
        Database.Scalar(Host.JournalPath, "SELECT count(*) FROM stream").ShouldBe(2);
    }

    [Theory]
    [InlineData("alice", 4, "a good record follows")]
    [InlineData("bob", 1, "many do")]
    public async Task DamageThatIsNoTailStopsTheStart(string key, long sequence, string because)
    {
        await Crash();
        Database.Alter(Host.JournalPath, key, sequence, 33);
        var exception = await Should.ThrowAsync<CorruptRecordException>(Host.StartAsync(), because);
        exception.Message.ShouldContain($"record {sequence} of stream ledger:{key} is damaged (position ");
        exception.Message.ShouldContain("./bras journal repair --config FILE");
        Said().ShouldBeEmpty();
    }

    [Fact]
    public async Task ASnapshotAtTheEndIsNotCutOff_ItsStreamWouldGoWithIt()
    {
        for (var i = 0; i < 6; i++)
            await Ask(Bob, new Deposit { Amount = 1 });
        await Crash();
        Database.Alter(Host.JournalPath, "bob", 10, 33);
        (await Should.ThrowAsync<CorruptRecordException>(Host.StartAsync())).Sequence.ShouldBe(10);
    }

    [Fact]
    public async Task ADamagedEpochIsNotTakenForATail()
    {
        await Crash();
        Database.Execute(Host.JournalPath, "UPDATE epoch SET salt = zeroblob(32)");
        await Should.ThrowAsync<CorruptRecordException>(Host.StartAsync());
        Database.Scalar(Host.JournalPath, "SELECT count(*) FROM record").ShouldBe(8);
    }

    private List<string> Said() => [.. Host.Observer.Said.Where(line => line.StartsWith("tail cut off", StringComparison.Ordinal))];

    private void Put(byte[] file, byte[] log)
    {
        File.Delete($"{Host.JournalPath}-shm");
        File.WriteAllBytes(Host.JournalPath, file);
        File.WriteAllBytes(Wal, log);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }
}
