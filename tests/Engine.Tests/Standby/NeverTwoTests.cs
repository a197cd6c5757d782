using Engine.Journal;
using Engine.Standby;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Standby;

/// <summary>Two processes are never both active: the lock keeps the second out, and where the lock fails, the journal does.</summary>
public sealed class NeverTwoTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly EmbeddedHost first = new();
    private readonly EmbeddedHost second = new();

    public async Task InitializeAsync()
    {
        await first.StartAsync();
        second.Settings = first.Settings;
    }

    public async Task DisposeAsync()
    {
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task TheDirectoryIsNotHadTwice()
    {
        DataDirectory.TryOpen(first.Settings.DataDirectory).ShouldBeNull();
        await first.CrashAsync();
        using var directory = DataDirectory.TryOpen(first.Settings.DataDirectory);
        directory.ShouldNotBeNull();
        DataDirectory.TryOpen(first.Settings.DataDirectory).ShouldBeNull();
    }

    /// <summary>Somebody has removed the lock's file, so the second locks another one: the first writes nothing any more, and stops.</summary>
    [Fact]
    public async Task WithoutALockTheJournalShutsTheEarlierOneOut()
    {
        var alice = LedgerKind.Id("alice");
        await first.Engine.Ask(alice, new Deposit { Amount = 1 }, Patience);
        using var follower = new JournalFollower(first.Settings, [new PoisonableLedgerKind()]);
        follower.Read();
        File.Delete(Path.Combine(first.Settings.DataDirectory, DirectoryLock.FileName));
        await using var heir = new EntityEngine(first.Settings, [new PoisonableLedgerKind()], second.Performer, first.Time, () => new Random(1));
        await heir.StartAsync(follower: follower);
        first.Performer.Clear();

        var refused = await Should.ThrowAsync<JournalUnavailableException>(first.Engine.Ask(alice, new Deposit { Amount = 10 }, Patience));

        refused.Message.ShouldContain("another process has begun to write this journal");
        first.Performer.AllTexts().ShouldBeEmpty();
        first.Engine.Failed.IsFaulted.ShouldBeTrue();
        ((Balance)await heir.Ask(alice, new Deposit { Amount = 2 }, Patience)).Total.ShouldBe(3);
    }
}
