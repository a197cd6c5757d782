namespace Lab.Topology;

/// <summary>
/// The network of a cluster on one machine: a namespace for each LNS node, each LAC, Lighthouse, the database and the home side, each on a
/// link of its own to a router. Every LNS node holds the VIP on its loopback device; whether it is announced is its own affair
/// (<see cref="AnnouncingBird"/>). Root. All of it goes at disposal, and what a killed lab left goes at the next start.
/// </summary>
public sealed class ClusterTopology : IAsyncDisposable
{
    private readonly LabClaim claim;
    private readonly Dictionary<string, NetworkNamespace> namespaces = [];
    private readonly Dictionary<string, LabHost> nodes = [];
    private readonly Dictionary<string, LabDaemon> birds = [];
    private LabDaemon? routerBird;

    private ClusterTopology(LabClaim claim, TopologySettings settings) => (this.claim, Settings) = (claim, settings);

    public TopologySettings Settings { get; }

    public NetworkNamespace Router { get; private set; } = null!;

    /// <summary>Where the router sends what is for the VIP and for the dial-out prefixes.</summary>
    public ResilientRoutes Routes { get; private set; } = null!;

    /// <summary>All hosts but the router, in the order of their links.</summary>
    public IReadOnlyList<LabHost> Hosts => [.. hosts.Values.OrderBy(host => host.Link)];

    public string VipPrefix => Settings.Vip.ToString();

    private readonly Dictionary<string, LabHost> hosts = [];

    /// <exception cref="InvalidOperationException">A program is missing or failed; what was made is gone again.</exception>
    public static async Task<ClusterTopology> Create(TopologySettings settings)
    {
        var made = new ClusterTopology(await LabClaim.Take(), settings);
        try
        {
            await made.Build();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    public NetworkNamespace Of(LabHost host) => namespaces[host.Name];

    /// <summary>BIRD beside that node.</summary>
    public LabDaemon Bird(LabHost node) => birds[node.Name];

    public void StartBird(LabHost node) => birds[node.Name] = AnnouncingBird.Start(node, Of(node), Settings);

    /// <summary>Another LNS node: its host, its link, and the router's side of BGP.</summary>
    public async Task<LabHost> AddLns(int number)
    {
        var node = LabHost.Lns(number);
        await Connect(node);
        await RouterBird.Configure(nodes.Values, Settings);
        return node;
    }

    /// <summary>From now on the two reach each other no more; what goes to the VIP and what comes from it is not touched.</summary>
    public async Task Part(LabHost one, LabHost other)
    {
        await Router.Ip("rule", "add", "pref", "10", "from", one.Subnet.ToString(), "to", other.Subnet.ToString(), "blackhole");
        await Router.Ip("rule", "add", "pref", "10", "from", other.Subnet.ToString(), "to", one.Subnet.ToString(), "blackhole");
    }

    /// <summary>Undoes <see cref="Part"/>.</summary>
    public async Task Rejoin(LabHost one, LabHost other)
    {
        await Router.Ip("rule", "delete", "pref", "10", "from", one.Subnet.ToString(), "to", other.Subnet.ToString());
        await Router.Ip("rule", "delete", "pref", "10", "from", other.Subnet.ToString(), "to", one.Subnet.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bird in birds.Values) await bird.DisposeAsync();
        if (routerBird is not null) await routerBird.DisposeAsync();
        if (Routes is not null) await Routes.DisposeAsync();
        await claim.Sweep();
        claim.Dispose();
    }

    private async Task Build()
    {
        Router = await NetworkNamespace.Create(claim.Prefix + "router");
        // flows, not peers, are spread: all datagrams of one LAC come from one address
        await Router.Set("net.ipv4.ip_forward=1", "net.ipv4.fib_multipath_hash_policy=1", "net.ipv4.conf.all.rp_filter=0");
        // no table without a route in it, and one that is not there can't be read; nothing looks this one up
        await Router.Ip("route", "add", "blackhole", "default", "table", $"{RouterBird.Table}");
        for (var number = 1; number <= Settings.LnsNodes; number++) await Connect(LabHost.Lns(number));
        for (var number = 1; number <= Settings.Lacs; number++) await Connect(LabHost.Lac(number));
        foreach (var host in (LabHost[])[LabHost.Lighthouse, LabHost.Database, LabHost.Home]) await Connect(host);
        Routes = ResilientRoutes.Follow(Router, nodes);
        routerBird = RouterBird.Start(Router, nodes.Values, Settings);
        if (!Settings.StartsBirds) return;
        foreach (var node in nodes.Values) StartBird(node);
    }

    private async Task Connect(LabHost host)
    {
        var made = await NetworkNamespace.Create(claim.Prefix + host.Name);
        (namespaces[host.Name], hosts[host.Name]) = (made, host);
        if (host.Role == HostRole.Lns) nodes[host.Name] = host;
        await Router.Ip("link", "add", host.Name, "type", "veth", "peer", "name", "eth0", "netns", made.Name);
        await Router.Ip("address", "add", $"{host.Router}/24", "dev", host.Name);
        await Router.Ip("link", "set", host.Name, "up");
        await made.Ip("address", "add", $"{host.Address}/24", "dev", "eth0");
        await made.Ip("link", "set", "eth0", "up");
        await made.Ip("route", "add", "default", "via", host.Router.ToString());
        if (host.Role != HostRole.Lns) return;
        await made.Ip("address", "add", $"{Settings.Vip}/32", "dev", "lo");
        // what comes for a remote site arrives on one link and may leave on another node's
        await made.Set("net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=0", "net.ipv4.conf.default.rp_filter=0");
    }
}
