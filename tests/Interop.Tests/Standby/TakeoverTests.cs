using Xunit.Abstractions;

namespace Interop.Tests.Standby;

/// <summary>An LNS that dies with its calls up, and its standby, which goes on with them.</summary>
public sealed class TakeoverTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StandbyScene scene = new();

    public Task InitializeAsync() => scene.StartAsync();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task CallsOutliveAKilledActive()
    {
        await using var probe = await Probe.StartAsync(scene.Lab);
        await scene.Active.Kill();
        await scene.Standby.WhenStarted(Patience);
        await scene.NothingWasLost();
        await Report(probe);
    }

    private async Task Report(Probe probe)
    {
        var gap = await probe.Gap();
        output.WriteLine($"gap {gap.TotalMilliseconds:0} ms, {probe.Lost} of {probe.Sent} pings lost");
        gap.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
