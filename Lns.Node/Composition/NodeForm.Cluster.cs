namespace Lns.Node.Composition;

internal static partial class NodeForm
{
    static partial void FindCluster(ref bool isThere) => isThere = true;
}
