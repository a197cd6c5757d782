using Lns.Node.Configuration;
using Lns.Node.Standby;
using Microsoft.Extensions.Logging;
using Node.Common;

namespace Lns.Node.Composition;

/// <summary>Which engine a node has: the one place that knows whether the cluster's was built.</summary>
internal static partial class NodeForm
{
    public static bool HasCluster
    {
        get
        {
            var isThere = false;
            FindCluster(ref isThere);
            return isThere;
        }
    }

    public static async Task<RunningNode> StartAsync(LnsOptions options, ILoggerFactory logs)
    {
        Task<RunningNode>? member = null;
        if (options.Cluster is not null)
            JoinCluster(options, logs, ref member);
        if (member is not null)
            return await member;
        var process = await LnsProcess.StartAsync(options, logs);
        return new RunningNode(process, process.Ended);
    }

    static partial void FindCluster(ref bool isThere);

    static partial void JoinCluster(LnsOptions options, ILoggerFactory logs, ref Task<RunningNode>? member);
}
