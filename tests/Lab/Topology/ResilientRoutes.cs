using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Lab.Topology;

/// <summary>
/// Gives each multipath route of the router's BIRD a resilient group of next hops in the main table, as routers do in hardware: when a node
/// goes, only its flows move; a plain multipath route would move those of live nodes too.
/// </summary>
public sealed class ResilientRoutes : IAsyncDisposable
{
    /// <summary>A flow that was quiet for longer may move to a node that has come.</summary>
    private const int IdleTimerSeconds = 120;

    private const int Buckets = 128;
    private const int FirstGroup = 1000;

    private readonly NetworkNamespace router;
    private readonly IReadOnlyDictionary<string, LabHost> nodes;
    private readonly Process monitor;
    private readonly Task following;
    private readonly Dictionary<string, int> groups = [];
    private readonly HashSet<int> hops = [];
    private IReadOnlyDictionary<string, IReadOnlyList<string>> known = new Dictionary<string, IReadOnlyList<string>>();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ResilientRoutes(NetworkNamespace router, IReadOnlyDictionary<string, LabHost> nodes)
    {
        (this.router, this.nodes) = (router, nodes);
        monitor = Command.Start("ip", "-n", router.Name, "-o", "monitor", "route");
        following = Task.Run(FollowAsync);
    }

    /// <summary>What went wrong, if anything did.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>After each change, with the names of the nodes that the prefix goes to, and when.</summary>
    public event Action<string, IReadOnlyList<string>, long>? Changed;

    /// <param name="nodes">By the name of the router's device to them.</param>
    public static ResilientRoutes Follow(NetworkNamespace router, IReadOnlyDictionary<string, LabHost> nodes) => new(router, nodes);

    /// <summary>Names of the nodes that the prefix goes to.</summary>
    public IReadOnlyList<string> Paths(string prefix) => known.TryGetValue(prefix, out var paths) ? paths : [];

    /// <summary>Completes when the prefix goes to these nodes and no others.</summary>
    /// <exception cref="TimeoutException">It does not; the message says where it goes.</exception>
    public async Task WhenPaths(string prefix, IReadOnlyCollection<string> wanted, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            var next = Volatile.Read(ref changed).Task;
            if (Fault is not null) throw new InvalidOperationException($"the router's routes: {Fault.Message}", Fault);
            if (Paths(prefix).ToHashSet().SetEquals(wanted)) return;
            try
            {
                await next.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{prefix} goes to [{string.Join(", ", Paths(prefix))}] and not to [{string.Join(", ", wanted)}]");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!monitor.HasExited) monitor.Kill();
        await following;
        monitor.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await TakeOver();
            while (await monitor.StandardOutput.ReadLineAsync() is { } line)
                // our own routes in the main table are announced as well, without a table
                if (line.Contains($"table {RouterBird.Table}", StringComparison.Ordinal)) await TakeOver();
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or KeyNotFoundException)
        {
            Fault = e;
            Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    private async Task TakeOver()
    {
        var wanted = Parse(await router.IpJson("route", "show", "table", RouterBird.Table.ToString(CultureInfo.InvariantCulture)));
        var differing = wanted.Keys.Union(known.Keys).Where(prefix => !Paths(prefix).SequenceEqual(wanted.GetValueOrDefault(prefix, []))).ToList();
        foreach (var prefix in differing) await Apply(prefix, wanted.GetValueOrDefault(prefix, []));
        known = wanted;
        foreach (var prefix in differing) Changed?.Invoke(prefix, Paths(prefix), Stopwatch.GetTimestamp());
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private async Task Apply(string prefix, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            await router.Ip("route", "delete", prefix);
            return;
        }
        foreach (var node in paths.Select(name => nodes[name]).Where(node => hops.Add(node.Link)))
            await router.Ip("nexthop", "replace", "id", Id(node.Link), "via", node.Address.ToString(), "dev", node.Name);
        if (!groups.TryGetValue(prefix, out var group)) groups.Add(prefix, group = FirstGroup + groups.Count);
        await router.Ip("nexthop", "replace", "id", Id(group), "group", string.Join('/', paths.Select(name => Id(nodes[name].Link))),
            "type", "resilient", "buckets", Id(Buckets), "idle_timer", Id(IdleTimerSeconds));
        await router.Ip("route", "replace", prefix, "nhid", Id(group));
    }

    private static Dictionary<string, IReadOnlyList<string>> Parse(string json)
    {
        var routes = new Dictionary<string, IReadOnlyList<string>>();
        using var document = JsonDocument.Parse(json.Trim().Length == 0 ? "[]" : json);
        foreach (var route in document.RootElement.EnumerateArray().Where(route => !route.TryGetProperty("type", out _)))
            routes.Add(route.GetProperty("dst").GetString()!, route.TryGetProperty("nexthops", out var several)
                ? [.. several.EnumerateArray().Select(hop => hop.GetProperty("dev").GetString()!).Order()]
                : [route.GetProperty("dev").GetString()!]);
        return routes;
    }

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);
}
