using Lac.Node.Configuration;
using Microsoft.Extensions.Logging;

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

    static partial void FindCluster(ref bool isThere);
}
