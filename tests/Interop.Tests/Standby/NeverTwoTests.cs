using Interop.Tests.Support;
using Lab.Nodes;

namespace Interop.Tests.Standby;

/// <summary>However many processes share a data directory, one is active; the rest wait (<c>tests/Engine.Tests</c> has the case of a lock that fails).</summary>
[Collection(ProcessesCollection.Name)]
public sealed class NeverTwoTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly StandbyScene scene = new();

    public Task InitializeAsync() => scene.StartAsync();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task OfManyOneIsActive()
    {
        // two wait; each death lets in exactly one of them, and a newcomer waits behind the other
        var waiting = new List<NodeProcess> { scene.Standby };
        var active = scene.Active;
        for (var round = 0; round < 3; round++)
        {
            var (another, waits) = scene.Start();
            await waits.WaitAsync(Long);
            waiting.Add(another);
            if (round == 1) active.Freeze();
            else await active.Kill();
            var won = await Task.WhenAny(waiting.Select(async process => { await process.WhenStarted(Long); return process; })).Unwrap();
            waiting.Remove(won);
            await active.WhenExited(Long);
            active = won;
            await IsActive(active);
            foreach (var other in waiting)
            {
                other.HasExited.ShouldBeFalse();
                HasStarted(other).ShouldBeFalse();
            }
        }
        await scene.NothingWasLost();
    }

    /// <summary>Nobody is there, and three start in the same moment.</summary>
    [Fact]
    public async Task OfThreeThatStartAtOnceOneIsActive()
    {
        await scene.Standby.Kill();
        await scene.Active.Kill();
        var three = Enumerable.Range(0, 3).Select(_ => scene.Start()).ToList();
        await Patience.Until("one active, two waiting", () => Task.FromResult((
            Active: three.Count(one => HasStarted(one.Process)), Waiting: three.Count(one => one.Waits.IsCompleted))), count => count == (1, 2), 2 * Patience.Seconds);
        await IsActive(three.Single(one => HasStarted(one.Process)).Process);
        await scene.NothingWasLost();
    }

    private static bool HasStarted(NodeProcess process)
    {
        using var log = new StreamReader(new FileStream(process.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return log.ReadToEnd().Contains("\"NodeStarted\"", StringComparison.Ordinal);
    }

    private async Task IsActive(NodeProcess process)
    {
        var answers = await OperationsClient.Ask(scene.Lab.Files.LnsSocket, "process");
        answers.GetProperty("process").GetInt32().ShouldBe(process.Id);
        answers.GetProperty("role").GetString().ShouldBe("active");
    }
}
