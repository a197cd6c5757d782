using Microsoft.Extensions.Logging;

namespace Lac.Node.Cluster;

/// <summary>What a LAC logs of the cluster (event ids 1200 and up).</summary>
internal static partial class LacClusterLog
{
    [LoggerMessage(1201, LogLevel.Warning, "no member of the cluster now, calls go on: {Reason}", EventName = "ClusterNotJoined")]
    public static partial void NotMember(ILogger log, string reason);
}
