using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Nodes;
using Lab.Scene;

namespace Interop.Tests.Standby;

/// <summary>A lab whose LNS has a standby; calls to all sites are up.</summary>
public sealed class StandbyScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<NodeProcess> processes = [];

    public LabScene Lab { get; } = new(new LabOptions { Sites = 2, Seed = 3 })
    {
        // deaths are the tests' own: an active that a busy machine keeps waiting for half a second is none. One that is stopped is found by what the kernel says
        ChangeLns = lns =>
        {
            Bench.BearsWithTheSlow(lns);
            lns["standby"] = new JsonObject { ["hangMs"] = 10000 };
        },
    };

    public NodeProcess Active { get; private set; } = null!;

    public NodeProcess Standby { get; private set; } = null!;

    /// <summary>What the LAC knew before anything happened.</summary>
    public JsonElement Tunnel { get; private set; }

    public IReadOnlyList<JsonElement> Calls { get; private set; } = [];

    public async Task StartAsync()
    {
        await Lab.StartAsync();
        Active = Lab.Lns!;
        (Standby, var waits) = Start();
        foreach (var site in Lab.Sites)
            (await Lab.Home!.Ping(site.Target, 1, Patience)).ShouldNotBeNull($"{site.Name} has no call; the LNS said {Tail(Active)}");
        await waits.WaitAsync(Patience);
        Tunnel = await BothAgree(_ => Task.CompletedTask);
        Calls = await OperationsClient.Rows(Lab.Files.LacSocket(), "show-sessions");
        Calls.Count.ShouldBe(Lab.Sites.Count);
    }

    /// <summary>One more process of the same LNS.</summary>
    /// <returns>It, and when it waits as standby with every descriptor.</returns>
    public (NodeProcess Process, Task Waits) Start() => Start("lns.json");

    /// <param name="configuration">A file in the lab's directory.</param>
    /// <inheritdoc cref="Start()"/>
    public (NodeProcess Process, Task Waits) Start(string configuration)
    {
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = NodeProcess.Start("Lns.Node", Path.Combine(Lab.Directory, configuration), Path.Combine(Lab.Directory, $"lns{processes.Count + 2}.log"),
            line => { if (Event(line) == "StandbyWaiting") waits.TrySetResult(); });
        processes.Add(process);
        return (process, waits.Task);
    }

    /// <summary>The LAC has still the same tunnel and the same calls, and both ends agree on every control message.</summary>
    public async Task NothingWasLost()
    {
        var tunnel = await BothAgree(async theirs =>
        {
            theirs.GetProperty("localTunnelId").GetInt32().ShouldBe(Tunnel.GetProperty("localTunnelId").GetInt32());
            theirs.GetProperty("state").GetString().ShouldBe("established");
            (await OperationsClient.Rows(Lab.Files.LacSocket(), "show-sessions")).Select(Id).ShouldBe(Calls.Select(Id));
        });
        // at most one hello after each take-over, and nothing beyond it
        Number(tunnel, "nr").ShouldBeInRange(Number(Tunnel, "nr"), Number(Tunnel, "nr") + processes.Count);
    }

    /// <summary>Waits until LNS and LAC have the same numbers and nothing is unacknowledged.</summary>
    /// <param name="meanwhile">Looks at what the LAC shows, each time.</param>
    /// <returns>The LAC's tunnel.</returns>
    private async Task<JsonElement> BothAgree(Func<JsonElement, Task> meanwhile)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var ours = (await OperationsClient.Rows(Lab.Files.LnsSocket, "show-tunnels")).Single();
            var theirs = (await OperationsClient.Rows(Lab.Files.LacSocket(), "show-tunnels")).Single();
            await meanwhile(theirs);
            if (Number(ours, "ns") == Number(theirs, "nr") && Number(ours, "nr") == Number(theirs, "ns") && Number(ours, "unacknowledged") == 0)
                return theirs;
            TimeProvider.System.GetElapsedTime(begin).ShouldBeLessThan(Patience, $"LNS {ours} LAC {theirs}");
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until the standby check of a process's health says all that.</summary>
    /// <returns>Its words.</returns>
    public async Task<string> Says(string socket, params string[] texts)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var health = await OperationsClient.Ask(socket, "health");
            var check = health.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "standby");
            var said = check.GetProperty("text").GetString()!;
            if (texts.All(text => said.Contains(text, StringComparison.Ordinal)) && check.GetProperty("status").GetString() == "healthy")
                return said;
            TimeProvider.System.GetElapsedTime(begin).ShouldBeLessThan(Patience, $"not {string.Join(' ', texts)} but {health}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) process.Dispose();
        await Lab.DisposeAsync();
        Directory.Delete(Lab.Directory, recursive: true);
    }

    public static string? Event(JsonElement line) => line.TryGetProperty("event", out var name) ? name.GetString() : null;

    private static string Id(JsonElement call) => $"{call.GetProperty("localSessionId")} {call.GetProperty("peerSessionId")} {call.GetProperty("state")}";

    private static int Number(JsonElement tunnel, string field) => tunnel.GetProperty(field).GetInt32();

    private static string Tail(NodeProcess process) => string.Join('\n', File.ReadLines(process.LogFile).TakeLast(20));
}
