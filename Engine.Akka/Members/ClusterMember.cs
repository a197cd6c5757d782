namespace Engine.Akka.Members;

/// <summary>A member of the cluster as this node sees it.</summary>
/// <param name="Name">Of the node; its address where it says none.</param>
/// <param name="Role">lns, lac or lighthouse.</param>
/// <param name="Address">HOST:PORT of the cluster's traffic.</param>
/// <param name="Status">joining, weakly-up, up, leaving, exiting, down or removed.</param>
/// <param name="IsReachable">As this node sees it; others may see more.</param>
/// <param name="IsLeader">Whether it moves members from state to state.</param>
/// <param name="Age">1 for the member that has been up longest; 0 while it is not up.</param>
/// <param name="IsSelf">This node itself.</param>
public sealed record ClusterMember(string Name, string Role, string Address, string Status, bool IsReachable, bool IsLeader, int Age, bool IsSelf);
