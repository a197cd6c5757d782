using Lns.Node.Cluster;
using Lns.Node.Configuration;
using Microsoft.Extensions.Logging;
using Node.Common;

namespace Lns.Node.Composition;

internal static partial class NodeForm
{
    static partial void FindCluster(ref bool isThere) => isThere = true;

    static partial void JoinCluster(LnsOptions options, ILoggerFactory logs, ref Task<RunningNode>? member) =>
        member = ClusterProcess.StartAsync(options, logs);
}
