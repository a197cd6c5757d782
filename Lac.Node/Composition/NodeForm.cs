using Lac.Node.Configuration;
using Microsoft.Extensions.Logging;
using Node.Common.Operations;

namespace Lac.Node.Composition;

/// <summary>Whether the cluster engine was built, and what a LAC does with it: it shows itself to the LNSs, no more.</summary>
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

    /// <returns>Null where there is no cluster engine.</returns>
    public static IAsyncDisposable? Join(LacOptions options, Func<Task<int>> freeLines, OperationRegistry registry, ILoggerFactory logs)
    {
        IAsyncDisposable? membership = null;
        JoinCluster(options, freeLines, registry, logs, ref membership);
        return membership;
    }

    static partial void FindCluster(ref bool isThere);

    static partial void JoinCluster(LacOptions options, Func<Task<int>> freeLines, OperationRegistry registry, ILoggerFactory logs,
        ref IAsyncDisposable? membership);
}
