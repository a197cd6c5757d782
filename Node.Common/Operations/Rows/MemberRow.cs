namespace Node.Common.Operations.Rows;

/// <summary>One line of <c>show cluster</c>: a member, as the node that was asked sees it. What only the member can say is null while it does not answer.</summary>
/// <param name="Role">lns, lac or lighthouse.</param>
/// <param name="Status">joining, weakly-up, up, leaving, exiting or down.</param>
/// <param name="Reachability">reachable or unreachable.</param>
/// <param name="IsLeader">Whether it is the one that moves members from state to state.</param>
/// <param name="Age">1 for the member that has been up longest.</param>
/// <param name="Health">healthy, degraded or unhealthy, as the member says.</param>
/// <param name="Shards">Shards that it owns; null for a member that hosts none.</param>
/// <param name="Entities">Entities that live on it.</param>
/// <param name="ForwardingSessions">Sessions in its forwarding table.</param>
/// <param name="TableBehind">Changes of the forwarding table that it knows of and lacks.</param>
/// <param name="Configuration">Hash of its routes and settings: nodes that do the same work have the same.</param>
/// <param name="Generation">Of these; the newest is right.</param>
public sealed record MemberRow(
    string Node,
    string Role,
    string Address,
    string Status,
    string Reachability,
    bool IsLeader,
    int? Age,
    string? Health,
    long? UpSeconds,
    int? Shards,
    int? Entities,
    int? ForwardingSessions,
    long? TableBehind,
    string? Configuration,
    int? Generation,
    string? LastText);
