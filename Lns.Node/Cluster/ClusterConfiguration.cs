using Lns.Node.Configuration;
using Node.Common.Configuration;

namespace Lns.Node.Cluster;

/// <summary>What all LNSs of a cluster must have alike: everything but who and where each of them is.</summary>
internal static class ClusterConfiguration
{
    private static readonly HashSet<string> Own =
    [
        "node", "dataDirectory", "keyFile", "log", "captureFile", "operationsSocket", "http", "standby", "testTimers", "virtualRouters.device",
        "virtualRouters.addresses", "radiusGroups.nasAddress", "cluster.address", "cluster.port", "cluster.bindAddress", "cluster.drainSeconds",
        "cluster.generation",
    ];

    public static string DigestOf(LnsOptions options) => ConfigurationDigest.Of(options, Own);
}
