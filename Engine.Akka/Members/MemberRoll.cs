using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Members;

/// <summary>
/// The members as the cluster's events tell them to one actor. <see cref="AkkaCluster.State"/> is kept by an actor of its own, which may not yet
/// have heard what this one was told: who asks it when a member comes up may take itself for alone.
/// </summary>
internal sealed class MemberRoll
{
    private readonly Dictionary<UniqueAddress, Member> members = [];

    public IReadOnlyCollection<Member> Members => members.Values;

    /// <summary>All events on members, and first those who are members already, all at once: no moment may show a part of them.</summary>
    public static void Subscribe(AkkaCluster cluster, IActorRef subscriber) =>
        cluster.Subscribe(subscriber, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));

    public void Begin(ClusterEvent.CurrentClusterState state)
    {
        members.Clear();
        foreach (var member in state.Members)
            members[member.UniqueAddress] = member;
    }

    public void Take(ClusterEvent.IMemberEvent change)
    {
        if (change is ClusterEvent.MemberRemoved)
            members.Remove(change.Member.UniqueAddress);
        else
            members[change.Member.UniqueAddress] = change.Member;
    }
}
