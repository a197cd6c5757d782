using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Members;

/// <summary>Who is a member, by name and role.</summary>
public static class MemberList
{
    /// <summary>A node's name travels among its roles, which every member knows of every other.</summary>
    private const string NamePrefix = "node-";

    private static readonly string[] Roles = [ClusterRoles.Lns, ClusterRoles.Lac, ClusterRoles.Lighthouse];

    /// <returns>The roles by which a node shows who it is.</returns>
    public static IReadOnlyList<string> RolesOf(string role, string node) => [role, NamePrefix + node];

    /// <summary>All members, by name.</summary>
    public static IReadOnlyList<ClusterMember> Of(ActorSystem system)
    {
        var cluster = AkkaCluster.Get(system);
        var state = cluster.State;
        var byAge = state.Members.Where(member => member.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp)).ToList();
        byAge.Sort((left, right) => left.IsOlderThan(right) ? -1 : right.IsOlderThan(left) ? 1 : 0);
        return [.. state.Members.Select(member => new ClusterMember(NameOf(member), RoleOf(member), Text(member.Address), Kebab(member.Status),
                !state.Unreachable.Contains(member), member.Address.Equals(state.Leader), byAge.IndexOf(member) + 1,
                member.UniqueAddress.Equals(cluster.SelfUniqueAddress)))
            .OrderBy(member => member.Name, StringComparer.Ordinal)];
    }

    internal static Address? AddressOf(ActorSystem system, string name) =>
        AkkaCluster.Get(system).State.Members.FirstOrDefault(member => NameOf(member) == name)?.Address;

    internal static IEnumerable<Address> AddressesOf(ActorSystem system, string role) =>
        AkkaCluster.Get(system).State.Members.Where(member => member.HasRole(role)).Select(member => member.Address);

    private static string NameOf(Member member) =>
        member.Roles.FirstOrDefault(role => role.StartsWith(NamePrefix, StringComparison.Ordinal))?[NamePrefix.Length..] ?? Text(member.Address);

    private static string RoleOf(Member member) => Roles.FirstOrDefault(member.HasRole) ?? "";

    private static string Text(Address address) => $"{address.Host}:{address.Port}";

    private static string Kebab(MemberStatus status) => status == MemberStatus.WeaklyUp ? "weakly-up" : status.ToString().ToLowerInvariant();
}

/// <summary>What a member does.</summary>
public static class ClusterRoles
{
    /// <summary>Hosts entities, and votes when the cluster splits.</summary>
    public const string Lns = "lns";

    /// <summary>Reports its lines; its calls depend on no membership.</summary>
    public const string Lac = "lac";

    /// <summary>Is there to be joined.</summary>
    public const string Lighthouse = "lighthouse";
}
