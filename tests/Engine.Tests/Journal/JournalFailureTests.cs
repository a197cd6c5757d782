using System.Diagnostics;
using Engine.Journal;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Journal;

public sealed class JournalFailureTests : EmbeddedHostTests
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task AJournalThatFailsStopsTheEngineBeforeTheEffect()
    {
        await Host.StartAsync();
        await Ask(Alice, new Deposit { Amount = 1 });
        Host.Storage.NextFailure = () => new JournalUnavailableException(Host.JournalPath, "the disk failed to read or write");
        var answer = Ask(Alice, new Deposit { Amount = 2 });
        var failure = await Should.ThrowAsync<JournalUnavailableException>(Host.Host.Failed);
        failure.Message.ShouldBe($"journal {Host.JournalPath}: the disk failed to read or write");
        await Should.ThrowAsync<JournalUnavailableException>(answer);
        await Should.ThrowAsync<JournalUnavailableException>(Ask(Bob, new Peek()));
        Host.Host.Offer(Bob, new Touch()).ShouldBeFalse();
        Host.Host.Tell(Bob, new Touch());
        Host.Observer.Said.ShouldContain($"failed: {failure.Message}");
        Host.Observer.Said.ShouldContain("lost: ledger:bob Touch");
        await Host.StopAsync();
        Host.Performer.AllTexts().ShouldBe(["deposited 1"]);
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).Total.ShouldBe(1);
    }

    [Fact]
    public async Task AWholeDiskOfEventsEndsInAClearError()
    {
        Host.Settings = Host.Settings with { JournalLimitBytes = 256 * 1024, JournalPatience = TimeSpan.Zero };
        await Host.StartAsync();
        var memo = new string('m', 10_000);
        for (var i = 0; i < 100 && !Host.Host.Failed.IsCompleted; i++)
            Host.Host.Tell(LedgerKind.Id($"k{i}"), new Deposit { Amount = 1, Memo = memo });
        (await Should.ThrowAsync<JournalUnavailableException>(Host.Host.Failed)).Message
            .ShouldStartWith($"journal {Host.JournalPath}: the disk is full, or the journal has reached its size limit");
        await Host.StopAsync();
        var performed = Host.Performer.AllTexts().Count;
        Host.Settings = Host.Settings with { JournalLimitBytes = null };
        await Host.StartAsync();
        Host.Host.Entities(LedgerKind.Name).Count.ShouldBeGreaterThanOrEqualTo(performed);
    }

    [Fact]
    public async Task SpaceThatComesBackInTimeCostsNothing()
    {
        await Host.StartAsync();
        var attempts = 0;
        var seen = new SemaphoreSlim(0);
        Host.Storage.NextFailure = () =>
        {
            seen.Release();
            return ++attempts < 3 ? new JournalUnavailableException(Host.JournalPath, "full") { MayPass = true } : null;
        };
        var answer = Ask(Alice, new Deposit { Amount = 2 });
        for (var i = 1; i < 3; i++)
        {
            await seen.WaitAsync();
            // the watch over the journal, the question's time-out, and the wait before the next attempt
            await Host.Time.TimersArmed(3);
            answer.IsCompleted.ShouldBeFalse();
            Host.Time.Advance(RetryInterval);
        }
        (await answer).Total.ShouldBe(2);
        Host.Observer.Said.ShouldContain($"stalled for 0.5 s: journal {Host.JournalPath}: full");
        await Crash();
        await Host.StartAsync();
        (await Ask(Alice, new Peek())).ShouldBe(new Balance { Total = 2, Deposits = 1 });
    }

    [Fact]
    public async Task ACommitThatDoesNotEndIsSaidAloud()
    {
        await Host.StartAsync();
        Host.HoldCommits();
        Host.Host.Tell(Alice, new Deposit { Amount = 2 });
        await Host.CommitIsHeld();
        Host.Time.Advance(TimeSpan.FromSeconds(2));
        Host.Observer.Said.ShouldContain("stalled for 2 s: no end");
        Host.ReleaseCommits();
        await Host.Settle();
        Host.Performer.AllTexts().ShouldBe(["deposited 2"]);
    }

    [Fact]
    public async Task ACleanStopDoesNotWaitForEver()
    {
        await Host.StartAsync();
        Host.HoldCommits();
        Host.Host.Tell(Alice, new Deposit { Amount = 2 });
        await Host.CommitIsHeld();
        var stop = Host.StopAsync();
        Host.Host.Offer(Alice, new Touch()).ShouldBeFalse();
        Host.Time.Advance(Host.Settings.DrainPatience);
        Host.ReleaseCommits();
        await stop;
        Host.Observer.Said.ShouldContain("stop cut short: TimeoutException");
    }

    /// <summary>Needs root for a file system of its own; without, a journal limit in another test shows the rest of the way.</summary>
    [Fact]
    public async Task AFullDiskIsFoundAtTheStart()
    {
        Directory.CreateDirectory(Host.Settings.DataDirectory);
        if (!Mount(Host.Settings.DataDirectory))
            return;
        try
        {
            (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message
                .ShouldStartWith($"journal {Host.Settings.DataDirectory}: the data directory takes no data: ");
            Directory.GetFiles(Host.Settings.DataDirectory).Select(Path.GetFileName).ShouldBe([DirectoryLock.FileName]);
        }
        finally
        {
            Run("umount", Host.Settings.DataDirectory);
        }
    }

    private static bool Mount(string directory) =>
        Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", directory);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
