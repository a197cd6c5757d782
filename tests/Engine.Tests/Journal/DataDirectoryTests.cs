using System.Diagnostics;
using Engine.Journal;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Journal;

public sealed class DataDirectoryTests : EmbeddedHostTests
{
    [Fact]
    public async Task ASecondEngineOnTheSameDirectoryIsRefused()
    {
        await Host.StartAsync();
        await using var second = new EmbeddedHost { Settings = Host.Settings };
        var exception = await Should.ThrowAsync<JournalUnavailableException>(second.StartAsync());
        exception.Message.ShouldContain($"another process is active on this directory (pid {Environment.ProcessId})");
        (await Ask(Alice, new Deposit { Amount = 1 })).Total.ShouldBe(1);
        await Host.CrashAsync();
        await second.StartAsync();
        second.Host.Entities(LedgerKind.Name).ShouldBe([Alice]);
    }

    /// <summary>flock(1) of util-linux holds the lock as another process would.</summary>
    [Fact]
    public async Task ALockOfAnotherProcessIsRespectedUntilItDies()
    {
        Directory.CreateDirectory(Host.Settings.DataDirectory);
        using var other = Process.Start(new ProcessStartInfo("flock",
            [Path.Combine(Host.Settings.DataDirectory, DirectoryLock.FileName), "sh", "-c", "echo held; exec cat"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        (await other.StandardOutput.ReadLineAsync()).ShouldBe("held");
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("another process is active");
        other.StandardInput.Close();
        await other.WaitForExitAsync();
        await Host.StartAsync();
    }

    [Fact]
    public async Task ADirectoryThatCannotBeMadeIsNamed()
    {
        Host.Settings = Host.Settings with { DataDirectory = "/proc/no-such-place/data" };
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message
            .ShouldStartWith("journal /proc/no-such-place/data: the data directory can't be made");
    }

    /// <summary>/sys takes no files, not even root's.</summary>
    [Fact]
    public async Task ADirectoryThatTakesNoFilesIsNamed()
    {
        Host.Settings = Host.Settings with { DataDirectory = "/sys" };
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message
            .ShouldStartWith("journal /sys/lock: the lock file can't be opened");
    }

    [Fact]
    public async Task AFileInItsPlaceIsNamed()
    {
        File.WriteAllText(Host.Settings.DataDirectory, "in the way");
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("the data directory can't be made");
    }

    [Fact]
    public async Task AKeyFileThatCannotBeWrittenIsNamed()
    {
        Host.Settings = Host.Settings with { KeyFile = "/proc/no-such-place/key" };
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message
            .ShouldStartWith("journal /proc/no-such-place/key: the key file can't be written");
    }

    [Fact]
    public async Task AKeyFileIsOnlyMadeWhereThatIsAllowed()
    {
        Host.Settings = Host.Settings with { CreateKeyFile = false };
        (await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync())).Message.ShouldContain("the key file doesn't exist");
        Host.Settings = Host.Settings with { CreateKeyFile = true };
        await Host.StartAsync();
    }

    [Fact]
    public async Task AnEngineThatDidNotStartLetsGoOfTheDirectory()
    {
        Directory.CreateDirectory(Host.Settings.DataDirectory);
        File.WriteAllText(Host.JournalPath, new string('x', 10_000));
        await Should.ThrowAsync<JournalUnavailableException>(Host.StartAsync());
        File.Delete(Host.JournalPath);
        await Host.StartAsync();
    }
}
