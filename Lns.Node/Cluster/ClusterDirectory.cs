using Engine.Akka.Members;
using Node.Common.Operations.Wide;

namespace Lns.Node.Cluster;

/// <summary>The cluster's members as nodes that can be asked.</summary>
internal sealed class ClusterDirectory(MemberDesk desk, string self) : INodeDirectory
{
    /// <summary>As long as an entity may take: longer, and the operator wonders.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public NodePlace Self { get; } = new(self, ClusterRoles.Lns);

    public IReadOnlyList<NodePlace> Others =>
        [.. desk.Members.Where(member => !member.IsSelf).Select(member => new NodePlace(member.Name, member.Role))];

    public Task<string> AskAsync(NodePlace node, string request, CancellationToken cancellation) =>
        desk.AskAsync(node.Name, request, Patience, cancellation);
}
