using Lac.Node.Cluster;
using Lac.Node.Configuration;
using Microsoft.Extensions.Logging;
using Node.Common.Operations;

namespace Lac.Node.Composition;

internal static partial class NodeForm
{
    static partial void FindCluster(ref bool isThere) => isThere = true;

    static partial void JoinCluster(LacOptions options, Func<Task<int>> freeLines, OperationRegistry registry, ILoggerFactory logs,
        ref IAsyncDisposable? membership) => membership = new LacMembership(options, freeLines, registry, logs);
}
