using Engine.Akka.Members;
using Node.Common.Operations;
using Node.Common.Operations.Rows;

namespace Lns.Node.Cluster;

/// <summary>The operations that only a cluster has.</summary>
/// <param name="own">This node's state, now.</param>
/// <param name="heard">Another node's, as it said last.</param>
/// <param name="leave">Has this node go.</param>
internal sealed class ClusterFace(MemberDesk desk, Func<Task<MemberState>> own, Func<string, MemberState?> heard, Action leave)
{
    /// <summary>What the other nodes ask of this one; operators may, too.</summary>
    public void AddMember(OperationRegistry registry)
    {
        registry.Register("member", "what this node tells the others of itself", async (_, _) => await own());
        registry.Register("drain", "pass the calls of this node on to the others, leave the cluster and end", (_, _) => Task.FromResult<object>(Leave()));
    }

    public void AddCluster(OperationRegistry wide) =>
        wide.RegisterList("show-cluster", "members of the cluster with their roles and shards", _ => RowsAsync());

    private async Task<IReadOnlyList<MemberRow>> RowsAsync()
    {
        var mine = await own();
        return [.. desk.Members.Select(member => Row(member, member.IsSelf ? mine : heard(member.Name)))];
    }

    private Done Leave()
    {
        var self = desk.Members.FirstOrDefault(member => member.IsSelf)?.Name ?? "this node";
        leave();
        return new Done(self, "passes its calls on and leaves");
    }

    private static MemberRow Row(ClusterMember member, MemberState? state) => new(member.Name, member.Role, member.Address, member.Status,
        member.IsReachable ? "reachable" : "unreachable", member.IsLeader, member.Age == 0 ? null : member.Age, state?.Health, state?.UpSeconds,
        state?.Shards, state?.Entities, state?.ForwardingSessions, state?.TableBehind, state?.Configuration, state?.Generation, state?.Text);
}
