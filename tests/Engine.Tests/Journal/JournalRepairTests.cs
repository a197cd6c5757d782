using Engine.Journal;
using Engine.Journal.Repair;
using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Shared.Messages.Entities;

namespace Engine.Tests.Journal;

/// <summary>Files damaged in every way that a disk and a hand can think of: what is kept works, what is lost is named, the old file stays.</summary>
public sealed class JournalRepairTests : EmbeddedHostTests
{
    private const int PageSize = 4096;

    private static readonly Dictionary<string, JournalSchema> Schemas = new() { [LedgerKind.Name] = JournalSchema.Of(LedgerEvent.Descriptor) };
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override async Task InitializeAsync()
    {
        await Host.StartAsync();
        for (var i = 1; i <= 5; i++)
        {
            await Ask(Alice, new DepositAll { Amounts = { i, i } });
            await Ask(Bob, new Deposit { Amount = i });
        }
        await Crash();
    }

    [Fact]
    public async Task AWholeJournalIsLeftAlone()
    {
        var before = File.ReadAllBytes(Host.JournalPath);
        Check().IsWhole.ShouldBeTrue();
        Repair().Copy.ShouldBeNull();
        File.ReadAllBytes(Host.JournalPath).ShouldBe(before);
        Directory.GetFiles(Host.Settings.DataDirectory).ShouldNotContain(file => file.Contains("damaged") || file.Contains("new"));
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).Total.ShouldBe(30);
    }

    [Fact]
    public async Task AStreamEndsBeforeItsDamagedRecord_AndAllOthersAreWhole()
    {
        Database.Alter(Host.JournalPath, "alice", 3, 33);
        await Should.ThrowAsync<CorruptRecordException>(Host.StartAsync());
        var found = Check();
        (found.Streams, found.Records).ShouldBe((2, 10));

        var (report, copy) = Repair();
        var damage = report.Damages.ShouldHaveSingleItem();
        (damage.Stream, damage.Kept, damage.Sequence, damage.Cause).ShouldBe((Alice, 2, 3, "is damaged"));
        damage.Lost.Select(line => line.Split(": ")[1]).ShouldBe(["can't be opened", "Deposited, Deposited", "Deposited, Deposited"]);
        found.Damages.ShouldHaveSingleItem().Lost.ShouldBe(damage.Lost);

        await Host.StartAsync();
        (await Ask(Alice, new Peek())).ShouldBe(new Balance { Total = 6, Deposits = 4 });
        (await Ask(Bob, new Peek())).Total.ShouldBe(15);
        copy.ShouldNotBeNull().ShouldStartWith($"{Host.JournalPath}.damaged-20260102T030405Z");
        Database.Scalar(copy, "SELECT count(*) FROM record").ShouldBe(10, "the damaged file is still what it was");
    }

    [Fact]
    public async Task ADamagedFirstRecordTakesTheWholeEntity()
    {
        Database.Alter(Host.JournalPath, "alice", 1, 33);
        Repair().Report.Damages.ShouldHaveSingleItem().Kept.ShouldBe(0);
        await Host.StartAsync();
        Host.Host.Entities(LedgerKind.Name).ShouldBe([Bob]);
    }

    [Fact]
    public async Task AHoleEndsAStreamToo()
    {
        Database.Execute(Host.JournalPath, "DELETE FROM record WHERE sequence = 2 AND stream = (SELECT number FROM stream WHERE key = 'alice')");
        var damage = Repair().Report.Damages.ShouldHaveSingleItem();
        (damage.Sequence, damage.Cause).ShouldBe((3, "is there, and 2 is missing"));
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).Total.ShouldBe(2);
    }

    [Fact]
    public async Task RecordsWithoutTheirStreamAreNamedByPosition()
    {
        Database.Execute(Host.JournalPath, "DELETE FROM stream WHERE key = 'alice'");
        Repair().Report.Remarks.ShouldHaveSingleItem().ShouldStartWith("5 records from position ");
        await Host.StartAsync();
        Host.Host.Entities(LedgerKind.Name).ShouldBe([Bob]);
    }

    /// <summary>Each page of the file in turn is filled with what never was there.</summary>
    [Fact]
    public async Task WhateverPageIsBadTheRestIsKeptOrNothingIsTouched()
    {
        await Grow();
        var whole = File.ReadAllBytes(Host.JournalPath);
        var (repaired, refused) = (0, 0);
        for (var page = 0; page < whole.Length / PageSize; page++)
        {
            var spoilt = whole.ToArray();
            spoilt.AsSpan(page * PageSize, PageSize).Fill(0xA5);
            File.WriteAllBytes(Host.JournalPath, spoilt);
            try
            {
                var (report, copy) = Repair();
                report.IsWhole.ShouldBeFalse($"page {page}");
                File.ReadAllBytes(copy.ShouldNotBeNull()).ShouldBe(spoilt);
                File.Delete(copy);
                await Host.StartAsync();
                await Host.CrashAsync();
                Check().IsWhole.ShouldBeTrue();
                repaired++;
            }
            catch (JournalUnavailableException)
            {
                File.ReadAllBytes(Host.JournalPath).ShouldBe(spoilt, $"page {page}");
                refused++;
            }
            Clear();
        }
        // the first page, and roots of tables: without them there is no table
        refused.ShouldBeInRange(1, 5);
        repaired.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task OfManyStreamsOnABadPageMostAreKept()
    {
        await Grow();
        var spoilt = File.ReadAllBytes(Host.JournalPath);
        spoilt.AsSpan(spoilt.Length / 2 / PageSize * PageSize, PageSize).Fill(0);
        File.WriteAllBytes(Host.JournalPath, spoilt);
        Repair().Report.Remarks.ShouldContain(remark => remark.Contains("can't be read"));
        await Host.StartAsync();
        Host.Host.Entities(LedgerKind.Name).Count.ShouldBeGreaterThan(150);
    }

    [Fact]
    public async Task NothingIsRepairedUnderARunningNode()
    {
        await Host.StartAsync();
        Should.Throw<JournalUnavailableException>(Repair).Message.ShouldContain("another process is active on this directory");
        Check().IsWhole.ShouldBeTrue("looking is allowed");
    }

    [Fact]
    public void WithAnotherKeyNothingIsCalledDamaged()
    {
        File.Delete(Host.Settings.KeyFile);
        Engine.Sealing.KeyFile.Create(Host.Settings.KeyFile);
        Should.Throw<JournalUnavailableException>(Repair).Message.ShouldContain("wrong key");
        Directory.GetFiles(Host.Settings.DataDirectory).ShouldNotContain(file => file.Contains("damaged"));
    }

    /// <summary>Two hundred entities, all in the file and none in its log.</summary>
    private async Task Grow()
    {
        await Host.StartAsync();
        for (var i = 0; i < 200; i++)
            Host.Host.Tell(LedgerKind.Id($"k{i}"), new Deposit { Amount = i, Memo = "a memo that takes some room on its page" });
        await Host.Settle();
        await Crash();
        Database.Execute(Host.JournalPath, "PRAGMA wal_checkpoint(TRUNCATE)");
        Clear();
    }

    private void Clear()
    {
        foreach (var suffix in new[] { "-wal", "-shm" })
            File.Delete(Host.JournalPath + suffix);
    }

    private JournalReport Check() => JournalInspection.Of(Host.JournalPath, Host.Settings.KeyFile, Schemas).Report;

    private JournalRepair.Outcome Repair() => JournalRepair.Repair(Host.Settings.DataDirectory, Host.Settings.KeyFile, Schemas, Now);
}
