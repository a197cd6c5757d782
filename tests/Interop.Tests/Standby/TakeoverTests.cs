using System.Diagnostics;
using Lab.Nodes;
using Xunit.Abstractions;

namespace Interop.Tests.Standby;

/// <summary>An LNS with calls up ends, in each way in which a process can, and its standby goes on with them.</summary>
public sealed class TakeoverTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>What the peers' timers bear many times over; the figures themselves are in the output.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(5);

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
        await Report("kill -9", probe);
    }

    [Fact]
    public async Task CallsOutliveAFrozenActiveWhichIsKilled()
    {
        await using var probe = await Probe.StartAsync(scene.Lab);
        scene.Active.Freeze();
        await scene.Standby.WhenStarted(Patience);
        await scene.NothingWasLost();
        await Report("SIGSTOP", probe);
        await scene.Active.WhenExited(Patience);
    }

    [Fact]
    public async Task SigtermHandsOverToAStandby()
    {
        await using var probe = await Probe.StartAsync(scene.Lab);
        (await scene.Active.Terminate(Patience)).ShouldBe(0);
        await scene.Standby.WhenStarted(Patience);
        await scene.NothingWasLost();
        await Report("SIGTERM", probe);
    }

    [Fact]
    public async Task AThirdInvocationHandsOver()
    {
        await using var probe = await Probe.StartAsync(scene.Lab);
        using var command = Process.Start(new ProcessStartInfo("dotnet",
            [Repository.Assembly("Lns.Node"), "--hand-over", "--config", Path.Combine(scene.Lab.Directory, "lns.json")]) { RedirectStandardOutput = true })!;
        var said = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        command.ExitCode.ShouldBe(0);
        said.ShouldContain($"process {scene.Active.Id} has handed over to process {scene.Standby.Id}");
        await scene.NothingWasLost();
        await Report("hand-over", probe);
    }

    /// <summary>Each process ends in another way; what comes back waits behind the one that took over.</summary>
    [Fact]
    public async Task AProcessThatComesBackIsTheNextStandby()
    {
        await using var probe = await Probe.StartAsync(scene.Lab);
        await scene.Active.Kill();
        await scene.Standby.WhenStarted(Patience);
        var (second, secondWaits) = scene.Start();
        await secondWaits.WaitAsync(Patience);
        // nothing has been written since the take-over, which began a new epoch of positions
        await scene.Says(scene.Lab.Files.LnsSocket, $"process {second.Id}, 0 events behind");
        scene.Standby.Freeze();
        await second.WhenStarted(Patience);
        var (third, thirdWaits) = scene.Start();
        await thirdWaits.WaitAsync(Patience);
        await second.Terminate(Patience);
        await third.WhenStarted(Patience);
        await scene.NothingWasLost();
        await Report("kill -9, SIGSTOP, SIGTERM", probe);
    }

    [Fact]
    public async Task BothSayThatThereIsAStandbyAndHowFarItIs()
    {
        await scene.Says(scene.Lab.Files.LnsSocket, $"process {scene.Standby.Id}, 0 events behind");
        // the dial-out route and session, the destination and the tunnel of each call
        var entities = 0;
        foreach (var list in (string[])["show-dial-out", "show-destinations", "show-tunnels"])
            entities += (await OperationsClient.Rows(scene.Lab.Files.LnsSocket, list)).Count;
        var standby = await scene.Says(scene.Lab.Files.LnsSocket + ".standby", $"of process {scene.Active.Id}, 2 descriptors", " 0 events behind");
        int.Parse(standby.Split(' ', StringSplitOptions.None)[5], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(entities);
    }

    private async Task Report(string how, Probe probe)
    {
        var (gap, own) = await probe.Gap();
        output.WriteLine($"{how}: longest gap {gap.TotalMilliseconds:0} ms, {own.TotalMilliseconds:0} ms the test's own, {probe.Lost} of {probe.Sent} pings lost");
        (gap - own).ShouldBeLessThan(LongestGap);
    }
}
