namespace Node.Common.Configuration.Sections;

/// <summary>How a node finds the members of its cluster.</summary>
public enum ClusterFormation
{
    /// <summary>Through the addresses of `seeds`, which are the Lighthouses.</summary>
    Seeds,

    /// <summary>Through the Kubernetes API: the pods of a service.</summary>
    Kubernetes,

    /// <summary>Through the management ports of the hosts that `seeds` names; whoever is there first forms the cluster.</summary>
    Config,
}

/// <summary>What every member of a cluster has, whatever its role: who it is, how it finds the others, when it takes one for dead.</summary>
public record MemberOptions : ICheckedSection
{
    /// <summary>Said of a configuration that asks for a cluster where there is none to be had.</summary>
    public const string NoEngine = "this program was built without the cluster engine, since the Akka.NET packages were not to be had or were "
        + "left out (README, \"The cluster engine\"); take the section away, or build with the packages";

    private const string HostPattern = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

    [Setting("How the members find one another: the Lighthouses of `seeds`, the pods of a Kubernetes `service`, or the management ports of `config`'s hosts in `seeds`. All nodes of a cluster have the same. With `kubernetes` and `config` every contact point must answer before a new cluster is formed; one that is in a cluster is enough to join it.")]
    public ClusterFormation Formation { get; init; }

    [Setting("Host name or address by which the other members reach this one; never the address of `l2tp.endpoints` that several nodes share. With `kubernetes` the pod's address; with `config` spelled as in `seeds`.",
        Pattern = HostPattern, PatternMeaning = "a host name or an IPv4 address")]
    public required string Address { get; init; }

    [Setting("TCP port of the cluster's own traffic."), Within(1, 65535)]
    public int Port { get; init; } = 4053;

    [Setting("Address that the port is bound on, where it is another than `address`, such as 0.0.0.0 for a host name.")]
    public System.Net.IPAddress? BindAddress { get; init; }

    [Setting("`HOST:PORT` of the Lighthouses (`seeds`: their `port`; `config`: their `managementPort`); the same list, in the same order, on all nodes.",
        Pattern = HostPattern + ":[0-9]{1,5}", PatternMeaning = "HOST:PORT"), Count(0, 32)]
    public IReadOnlyList<string> Seeds { get; init; } = [];

    [Setting("Label `app` of the pods that form the cluster (`kubernetes`).")]
    public string? Service { get; init; }

    [Setting("TCP port on which members that form by `kubernetes` or `config` ask one another whether there is a cluster; for nobody else."), Within(1, 65535)]
    public int ManagementPort { get; init; } = 8558;

    [Setting("Contact points that must answer, at the least, before a new cluster is formed (`kubernetes`, `config`); more than half of all that there will be."), Within(1, 64)]
    public int RequiredContacts { get; init; } = 2;

    [Setting("When a member counts as unreachable.")]
    public DetectorOptions Detector { get; init; } = new();

    [Setting("What happens to members that are unreachable. The majority of the LNS nodes goes on; the same on all nodes.")]
    public ResolverOptions Resolver { get; init; } = new();

    public virtual void Check(SectionCheck check)
    {
        if (Formation == ClusterFormation.Kubernetes && !System.Net.IPAddress.TryParse(Address, out _))
            check.Fault("address", Address, "must be the pod's IPv4 address with formation kubernetes: the API tells no other (status.podIP)");
        if (Formation == ClusterFormation.Kubernetes && string.IsNullOrEmpty(Service))
            check.Fault("service", null, "missing: formation kubernetes needs the pods' label");
        if (Formation == ClusterFormation.Kubernetes && Seeds.Count > 0)
            check.Fault("seeds", null, "must be empty with formation kubernetes: a seed would form a cluster of its own");
        if (Formation != ClusterFormation.Kubernetes && Seeds.Count == 0)
            check.Fault("seeds", null, $"missing: formation {Formation.ToString().ToLowerInvariant()} needs one at least");
        check.Unique("seeds", Seeds, "", seed => seed);
        for (var i = 0; i < Seeds.Count; i++)
            if (!ushort.TryParse(Seeds[i].AsSpan(Seeds[i].LastIndexOf(':') + 1), out var port) || port == 0)
                check.Fault($"seeds[{i}]", Seeds[i], "must be HOST:PORT with a port from 1 to 65535");
            else if (Formation == ClusterFormation.Config && Seeds[i].StartsWith(Address + ":", StringComparison.Ordinal) && port != ManagementPort)
                check.Fault($"seeds[{i}]", Seeds[i], $"is this node, whose managementPort is {ManagementPort}");
    }
}

/// <summary>Heartbeats between members. Short times find a dead node early and take a slow one for dead.</summary>
public sealed record DetectorOptions : ICheckedSection
{
    /// <summary>One lost or late heartbeat is no death.</summary>
    private const int HeartbeatsInPause = 3;

    [Setting("From one heartbeat to the next."), Within(100, 5000)]
    public int HeartbeatIntervalMs { get; init; } = 500;

    [Setting("Silence beyond the usual that is borne before the member counts as unreachable; at least three heartbeats."), Within(500, 60000)]
    public int AcceptablePauseMs { get; init; } = 2000;

    public void Check(SectionCheck check)
    {
        if (AcceptablePauseMs < HeartbeatsInPause * HeartbeatIntervalMs)
            check.Fault("acceptablePauseMs", AcceptablePauseMs, $"must be at least {HeartbeatsInPause} heartbeats of {HeartbeatIntervalMs} ms");
    }
}

/// <summary>Who is taken out when LNS nodes miss one another: the majority of them goes on (docs/adr/0015).</summary>
public sealed record ResolverOptions
{
    [Setting("How long membership must have been still before the minority is downed."), Within(1000, 120000)]
    public int StableAfterMs { get; init; } = 3000;

    [Setting("From then until the shards of a downed node are opened elsewhere; it has stopped writing by then, whatever state it is in."), Within(500, 120000)]
    public int RemovalMarginMs { get; init; } = 1000;
}
