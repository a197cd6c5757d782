using System.Net;
using System.Text;
using Lab.Foreign;
using Lab.Nodes;
using Lab.Phone;
using Lab.Radius;
using Lab.Scene;
using Lab.Silences;
using Lab.Topology;

namespace Lab.Cluster;

/// <summary>
/// A whole cluster on one machine: Lighthouse, LNS nodes behind one VIP, LACs with modems, PostgreSQL, BIRD, each in a namespace of its own;
/// a phone network with remote sites behind it, RADIUS and a pinging host on the home side. Root.
/// </summary>
public sealed class ClusterScene : IAsyncDisposable
{
    /// <summary>A dozen runtimes on two cores.</summary>
    /// <summary>Three rounds of moving shards, and what nodes know of one another.</summary>
    private static readonly TimeSpan ShardsRest = TimeSpan.FromSeconds(8);

    public static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(180);

    /// <summary>A second until a number is written, and one for a loaded machine.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromSeconds(2);

    private readonly ClusterSceneSettings settings;
    private readonly Dictionary<string, NodeProcess> processes = [];
    private readonly List<ControlWatch> watches = [];
    private readonly List<ModemRack> racks = [];
    private ClusterFiles files = null!;
    private LabRadiusServer? radius;
    private bool isDisposed;

    public ClusterScene(ClusterSceneSettings settings)
    {
        this.settings = settings;
        Directory = settings.Directory ?? System.IO.Directory.CreateTempSubdirectory("bras-cluster-").FullName;
        System.IO.Directory.CreateDirectory(Directory);
        Sites = [.. Enumerable.Range(0, settings.Sites).Select(i => new LabSite(i))];
        Phones = new PhoneNetwork(TimeProvider.System, settings.Seed);
        foreach (var site in Sites) Phones.Add(site.Settings, TimeSpan.FromMilliseconds(100));
    }

    public string Directory { get; }

    /// <inheritdoc cref="ClusterSceneSettings.Detection"/>
    public TimeSpan Detection => settings.Detection;

    /// <inheritdoc cref="ClusterSceneSettings.HelloInterval"/>
    public TimeSpan HelloInterval => settings.HelloInterval;

    public IReadOnlyList<LabSite> Sites { get; }

    public PhoneNetwork Phones { get; }

    public ClusterTopology Topology { get; private set; } = null!;

    public PostgreSql Database { get; private set; } = null!;

    public HomeProbe Home { get; private set; } = null!;

    public Pulse Pulse { get; } = new();

    /// <summary>Control messages from the VIP as each LAC's host sees them.</summary>
    public IReadOnlyList<ControlWatch> Watches => watches;

    public IEnumerable<LabHost> LnsHosts => Topology.Hosts.Where(host => host.Role == HostRole.Lns);

    public IEnumerable<LabHost> Lacs => Topology.Hosts.Where(host => host.Role == HostRole.Lac);

    public NodeProcess Process(LabHost host) => processes[host.Name];

    /// <summary>Until every LNS node takes its share of the VIP.</summary>
    public async Task StartAsync()
    {
        // PostgreSQL's own user goes through it
        await Command.Run("chmod", "711", Directory);
        var network = new TopologySettings
        {
            Directory = Directory,
            LnsNodes = settings.LnsNodes,
            Lacs = settings.Lacs,
            BfdInterval = TimeSpan.FromMilliseconds(settings.IsRelaxed ? 1000 : 100),
        };
        Topology = await ClusterTopology.Create(network);
        files = new ClusterFiles(settings, network, Directory);
        await ClusterFiles.WriteKey(Directory);
        Database = await PostgreSql.Create(Topology.Of(LabHost.Database), LabHost.Database.Address, Path.Combine(Directory, "postgresql"));
        StartRadius();
        Launch("Lighthouse", LabHost.Lighthouse, files.Lighthouse(LabHost.Lighthouse));
        foreach (var lac in Lacs) StartLac(lac);
        foreach (var host in LnsHosts.ToList()) StartLns(host);
        await Task.WhenAll(processes.Values.Select(process => process.WhenStarted(StartPatience)));
        await WhenServing([.. LnsHosts.Select(host => host.Name)]);
    }

    /// <summary>The home side begins to ping, which places a call to each site; until all answer.</summary>
    public async Task PlaceCallsAsync(TimeSpan patience)
    {
        foreach (var lac in Lacs) watches.Add(new ControlWatch(Topology, lac));
        Home = new HomeProbe(Topology.Of(LabHost.Home), Sites.Select(site => site.Target), settings.ProbePeriod);
        await Home.WhenAnswering(Sites.Count, patience);
    }

    /// <summary>Completes when just these nodes take their share of the VIP: each is a member that is ready.</summary>
    public Task WhenServing(params IReadOnlyList<string> nodes) => Topology.Routes.WhenPaths(Topology.VipPrefix, nodes, StartPatience);

    /// <summary>
    /// Completes when no tunnel has said anything for so long that the numbers of all HELLOs are in the journal. Who dies in the second before
    /// leaves a gap, and the LAC has to say the next one three times (docs/protocols/l2tp.md): more time than relaxed detectors leave it.
    /// </summary>
    public async Task WhenNumbersAreNoted()
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!watches.TrueForAll(watch => watch.IsQuiet(Noted)))
            if (TimeProvider.System.GetElapsedTime(begin) > StartPatience)
                throw new TimeoutException("the tunnels say something all the time");
            else
                await Task.Delay(50);
    }

    /// <summary>Completes when no shard has moved for some rounds: a node that has come has its share.</summary>
    public async Task WhenShardsRest()
    {
        var last = "";
        for (var (begin, since) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetTimestamp()); TimeProvider.System.GetElapsedTime(since) < ShardsRest;)
        {
            if (TimeProvider.System.GetElapsedTime(begin) > StartPatience) throw new TimeoutException($"the shards still move: {last}");
            await Task.Delay(500);
            var rows = await OperationsClient.Rows(ClusterFiles.Socket(Directory, LnsHosts.First(host => !Process(host).HasExited)), "show-cluster");
            var now = string.Join(", ", rows.Select(row => $"{row.GetProperty("node")} {(row.TryGetProperty("shards", out var shards) ? shards : "")}"));
            if (now != last) (last, since) = (now, TimeProvider.System.GetTimestamp());
        }
    }

    /// <summary>As all nodes together show them, and where each lives.</summary>
    public async Task<IReadOnlyList<(string Key, string Node)>> Tunnels()
    {
        var asked = LnsHosts.First(host => !Process(host).HasExited);
        var rows = await OperationsClient.Rows(ClusterFiles.Socket(Directory, asked), "show-tunnels");
        return [.. rows.Select(row => (row.GetProperty("key").GetString()!, row.GetProperty("node").GetString()!))];
    }

    /// <summary>The node that has most tunnels: what befalls it, befalls calls.</summary>
    public async Task<LabHost> TunnelOwner()
    {
        var name = (await Tunnels()).CountBy(tunnel => tunnel.Node).MaxBy(node => node.Value).Key;
        return LnsHosts.Single(host => host.Name == name);
    }

    public void StartLns(LabHost host) => Launch("Lns.Node", host,
        files.Lns(host, new IPEndPoint(LabHost.Home.Address, radius!.Authentication.Port), radius.Accounting.Port, Database.ConnectionString));

    public async ValueTask DisposeAsync()
    {
        if (Topology is null || isDisposed) return;
        isDisposed = true;
        Pulse.Dispose();
        Home?.Dispose();
        foreach (var watch in watches) watch.Dispose();
        foreach (var process in processes.Values) process.Dispose();
        foreach (var rack in racks) rack.Dispose();
        if (radius is not null) await radius.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        await Topology.DisposeAsync();
    }

    private void Launch(string project, LabHost host, string configuration) =>
        processes[host.Name] = NodeProcess.Start(project, configuration, Path.Combine(Directory, $"{host.Name}.log"), within: Topology.Of(host).Within);

    /// <summary>With a modem for each site that is behind it, and one more.</summary>
    private void StartLac(LabHost host)
    {
        var rack = new ModemRack(Phones, settings.Sites / settings.Lacs + 1);
        racks.Add(rack);
        Launch("Lac.Node", host, files.Lac(host, [.. rack.Modems.Select(modem => modem.Device)]));
    }

    private void StartRadius()
    {
        var directory = new LabDirectory();
        var lacs = Lacs.ToList();
        foreach (var site in Sites)
        {
            directory.AddDialOut($"{site.Target}@{LabSite.Domain}",
                new LabDialOut(site.Number) { PppUsername = "lns", PppPassword = site.CallerPassword },
                new LabTunnel(lacs[site.Index % lacs.Count].Address) { Secret = LabFiles.TunnelSecret, AssignmentId = "lab" });
            directory.AddSite(site.Name, site.Password, site.Target, $"{site.Network} 0.0.0.0 1");
        }
        radius = Topology.Of(LabHost.Home).Enter(() => new LabRadiusServer(new LabRadiusSettings
        {
            Secret = Encoding.ASCII.GetBytes(LabFiles.RadiusSecret),
            Address = LabHost.Home.Address,
        }, directory));
    }
}
