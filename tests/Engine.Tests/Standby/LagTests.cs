using Engine.Standby;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Standby;

/// <summary>
/// How far a standby is behind is bounded: a look takes in all that the journal held when it began, so between two looks the standby is behind by what
/// was written since the last one began, and by nothing else.
/// </summary>
public sealed class LagTests : IAsyncLifetime
{
    private const int Looks = 100;

    private readonly EmbeddedHost host = new();

    public Task InitializeAsync() => host.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task ALookTakesInAllThatWasThereWhenItBegan()
    {
        using var follower = new JournalFollower(host.Settings, [new PoisonableLedgerKind()]);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteWithoutEnd(stop.Token));
        var (written, behind) = (0L, 0L);
        for (var look = 0; look < Looks; look++)
        {
            // so that there is something new in every look, without waiting for a time
            var newest = host.Engine.Position;
            while (newest == written)
                newest = await Next(newest);
            while (follower.Read() == JournalFollower.ReadLimit)
            {
            }
            JournalFollower.EventsBetween(follower.Position, newest).ShouldBe(0, $"look {look}");
            behind = Math.Max(behind, JournalFollower.EventsBetween(written, newest));
            written = newest;
        }
        await stop.CancelAsync();
        await writing;
        behind.ShouldBePositive("or the writer has not written meanwhile");
        follower.Read();
        JournalFollower.EventsBetween(follower.Position, host.Engine.Position).ShouldBe(0);
    }

    private async Task<long> Next(long newest)
    {
        await host.Engine.Ask(LedgerKind.Id("clock"), new Deposit { Amount = 1 }, TimeSpan.FromSeconds(20));
        return Math.Max(newest, host.Engine.Position);
    }

    private async Task WriteWithoutEnd(CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
            await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
                host.Engine.Ask(LedgerKind.Id($"account{(i + n) % 50}"), new Deposit { Amount = 1 }, TimeSpan.FromSeconds(20))));
    }
}
