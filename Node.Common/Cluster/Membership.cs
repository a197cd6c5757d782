using Engine.Akka;
using Engine.Akka.Formation;
using Engine.Akka.Members;
using Node.Common.Configuration.Sections;

namespace Node.Common.Cluster;

/// <summary>The configuration's section as the engine's membership takes it; the same for every role.</summary>
public static class Membership
{
    /// <summary>The lease must end two rounds of gossip before the earliest takeover; a third is for clocks and threads that are late.</summary>
    private const int GossipsInTakeover = 8;

    private const int GossipsInLease = GossipsInTakeover - 3;

    public static MemberSettings Of(MemberOptions cluster, string node, string role) => new()
    {
        NodeName = node,
        Address = cluster.Address,
        BindAddress = cluster.BindAddress?.ToString(),
        Port = cluster.Port,
        Roles = MemberList.RolesOf(role, node),
        Seeds = cluster.Formation == ClusterFormation.Seeds ? cluster.Seeds : [],
        Bootstrap = Bootstrap(cluster),
        Detector = Detector(cluster),
        Resolver = Resolver(cluster),
    };

    /// <returns>Null where members know each other's addresses.</returns>
    public static BootstrapSettings? Bootstrap(MemberOptions cluster) => cluster.Formation switch
    {
        ClusterFormation.Kubernetes => new KubernetesPods(cluster.Service!) { ManagementPort = cluster.ManagementPort, RequiredContacts = cluster.RequiredContacts },
        ClusterFormation.Config => new HostList(cluster.Seeds) { ManagementPort = cluster.ManagementPort, RequiredContacts = cluster.RequiredContacts },
        _ => null,
    };

    public static DetectorSettings Detector(MemberOptions cluster) => new()
    {
        HeartbeatInterval = TimeSpan.FromMilliseconds(cluster.Detector.HeartbeatIntervalMs),
        AcceptablePause = TimeSpan.FromMilliseconds(cluster.Detector.AcceptablePauseMs),
        GossipInterval = Takeover(cluster) / GossipsInTakeover,
    };

    public static ResolverSettings Resolver(MemberOptions cluster) => new()
    {
        StableAfter = TimeSpan.FromMilliseconds(cluster.Resolver.StableAfterMs),
        DownRemovalMargin = TimeSpan.FromMilliseconds(cluster.Resolver.RemovalMarginMs),
        Lease = Takeover(cluster) / GossipsInTakeover * GossipsInLease,
    };

    /// <summary>From the last contact until somebody else may act.</summary>
    private static TimeSpan Takeover(MemberOptions cluster) =>
        TimeSpan.FromMilliseconds(cluster.Resolver.StableAfterMs + cluster.Resolver.RemovalMarginMs);
}
