using Microsoft.Extensions.Logging;

namespace Lns.Node.Cluster;

/// <summary>What a node logs of its cluster (event ids 1200 and up).</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(1201, LogLevel.Information, "member of the cluster at {Address}", EventName = "ClusterJoined")]
    public static partial void Joined(ILogger log, string address);

    [LoggerMessage(1202, LogLevel.Information, "LNS {Name} passes its calls on and leaves the cluster", EventName = "ClusterLeaving")]
    public static partial void Leaving(ILogger log, string name);

    [LoggerMessage(1203, LogLevel.Information, "LNS {Name} has left the cluster after {Milliseconds:0} ms", EventName = "ClusterLeft")]
    public static partial void Left(ILogger log, string name, double milliseconds);

    [LoggerMessage(1204, LogLevel.Error, "routes and settings are not those of the cluster: {Difference}; no new work until they are", EventName = "ConfigurationDisagrees")]
    public static partial void Disagrees(ILogger log, string difference);

    [LoggerMessage(1205, LogLevel.Information, "routes and settings are those of the cluster: {Configuration}", EventName = "ConfigurationAgrees")]
    public static partial void Agrees(ILogger log, string configuration);
}
