using System.Text;
using System.Text.Json.Nodes;
using Lab.Nodes;
using Lab.Radius;
using Lab.Scene;

namespace Bench.Standby;

/// <summary>An LNS with its standby as processes of their own, with real journal and sockets; LAC, RADIUS server and home side in this process.</summary>
internal sealed class StandbyScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Calls on their way up at once: more only wait in the same queues.</summary>
    private const int AtOnce = 200;

    private readonly LabNetwork network = LabNetwork.Find(Random.Shared);
    private readonly LabFiles files;
    private readonly string directory;
    private readonly string configuration;
    private readonly LabRadiusServer radius;
    private readonly List<NodeProcess> processes = [];
    private TaskCompletionSource waits = new();

    public StandbyScene(string directory, int calls)
    {
        this.directory = directory;
        files = new LabFiles(directory, network);
        Sites = [.. Enumerable.Range(0, calls).Select(i => new LabSite(i))];
        var byNumber = Sites.ToDictionary(site => site.Number);
        Lac = new LacPeer(network.Lac(), number => byNumber[number]);
        radius = StartRadius();
        Home = new HomeSide(files.HomeSocket, Path.Combine(directory, "home-side.sock"), [.. Sites.Select(site => site.Target)]);
        configuration = files.Write("lns.json", Configuration());
    }

    public IReadOnlyList<LabSite> Sites { get; }

    public LacPeer Lac { get; }

    public HomeSide Home { get; }

    public NodeProcess Active { get; private set; } = null!;

    public NodeProcess Standby { get; private set; } = null!;

    public string OperationsSocket => files.LnsSocket;

    public async Task StartAsync()
    {
        Active = Start();
        await Active.WhenStarted(Patience);
    }

    /// <summary>Places all calls.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> PlaceAll()
    {
        var begin = TimeProvider.System.GetTimestamp();
        var open = new Dictionary<int, long>();
        for (var next = 0; next < Sites.Count || open.Count > 0;)
        {
            foreach (var site in open.Keys.Where(Home.HasAnswered).ToList())
                open.Remove(site);
            while (next < Sites.Count && open.Count < AtOnce)
                Trigger(next++);
            // a request of a call that failed, or that the LNS could not take: the next packet is the next trigger
            foreach (var site in open.Where(pair => TimeProvider.System.GetElapsedTime(pair.Value).TotalSeconds > 5).Select(pair => pair.Key).ToList())
                Trigger(site);
            if (TimeProvider.System.GetElapsedTime(begin).TotalSeconds > 60 + Sites.Count / 20.0)
                throw new TimeoutException($"{open.Count} calls do not come up, the first of them to {Sites[open.Keys.First()].Target}");
            await Task.Delay(2);
        }
        return TimeProvider.System.GetElapsedTime(begin);

        void Trigger(int site)
        {
            Home.Ping(site);
            open[site] = TimeProvider.System.GetTimestamp();
        }
    }

    /// <summary>Starts a standby; on return it has every entity of the active, and has rehearsed.</summary>
    public async Task StartStandby()
    {
        waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Standby = Start();
        await waits.Task.WaitAsync(Patience);
        var begin = TimeProvider.System.GetTimestamp();
        while (!await IsLevel())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > Patience)
                throw new TimeoutException("the standby does not catch up");
            await Task.Delay(100);
        }
    }

    /// <summary>The standby has become the active.</summary>
    public void Passed() => (Active, Standby) = (Standby, null!);

    /// <returns>Calls that answer one more ping, of all.</returns>
    public async Task<int> CountAlive()
    {
        Home.Forget();
        for (var round = 0; round < 5 && Home.Answered < Sites.Count; round++)
        {
            for (var site = 0; site < Sites.Count; site++)
                if (!Home.HasAnswered(site))
                    Home.Ping(site);
            await Task.Delay(500);
        }
        return Home.Answered;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            process.Dispose();
        Home.Dispose();
        Lac.Dispose();
        await radius.DisposeAsync();
    }

    private async Task<bool> IsLevel()
    {
        var health = await OperationsClient.Ask(OperationsSocket, "health");
        return health.GetProperty("checks").EnumerateArray().Any(check => check.GetProperty("name").GetString() == "standby"
            && check.GetProperty("text").GetString()!.Contains($"process {Standby.Id}, 0 events behind", StringComparison.Ordinal));
    }

    private NodeProcess Start()
    {
        var process = NodeProcess.Start("Lns.Node", configuration, Path.Combine(directory, $"lns{processes.Count}.log"), line =>
        {
            if (line.TryGetProperty("event", out var name) && name.GetString() is "StandbyRehearsed" or "RehearsalFailed") waits.TrySetResult();
        });
        processes.Add(process);
        return process;
    }

    private LabRadiusServer StartRadius()
    {
        var users = new LabDirectory();
        foreach (var site in Sites)
        {
            users.AddDialOut($"{site.Target}@{LabSite.Domain}", new LabDialOut(site.Number), new LabTunnel(network.Lac()) { AssignmentId = "bench" });
            users.AddSite(site.Name, site.Password, site.Target, $"{site.Network} 0.0.0.0 1");
        }
        return new LabRadiusServer(new LabRadiusSettings { Secret = Encoding.ASCII.GetBytes(LabFiles.RadiusSecret), Address = network.Radius }, users);
    }

    /// <summary>The lab's, with the log level of an operator.</summary>
    private JsonObject Configuration()
    {
        var lns = files.Lns(radius.Authentication, radius.Accounting.Port, LabFiles.RadiusSecret);
        lns["log"] = new JsonObject { ["format"] = "json", ["level"] = "information" };
        return lns;
    }
}
