using Akka.Actor;
using Akka.Cluster;
using Engine.Akka.Downing;
using Engine.Akka.Entities;
using Engine.Akka.Members;
using Shared.Messages;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Fencing;

/// <summary>
/// Renews the lease of this node by contact with a majority of the voting members. A lease counts from the moment at which the question was
/// sent, for then the answer can't be older. A member answers those that it takes for members in good standing, and no others: whoever has
/// to give way, if nothing changes, may be taken out soon.
/// </summary>
/// <param name="note">Called while the node is a voting member.</param>
internal sealed class LeaseKeeper(EntityNode node, Action note) : UntypedActor, IWithTimers
{
    public const string Name = "lease";

    /// <summary>Questions within one lease: that many may be lost, but for one.</summary>
    private const int QuestionsPerLease = 8;

    private readonly AkkaCluster cluster = AkkaCluster.Get(Context.System);
    private readonly MemberRoll roll = new();
    private readonly Dictionary<Address, long> contacts = [];
    private long lastAlone = long.MinValue;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(Tick.Now, Tick.Now, node.Settings.Resolver.Lease / QuestionsPerLease);
        // when another joins, this node is no longer alone at that moment, not at the next tick
        MemberRoll.Subscribe(cluster, Self);
    }

    protected override void PostStop() => cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick:
                node.Gate.Look();
                AskOthers();
                Renew();
                break;
            case ClusterEvent.CurrentClusterState state:
                roll.Begin(state);
                AskOthers();
                Renew();
                break;
            case ClusterEvent.IMemberEvent change:
                roll.Take(change);
                Renew();
                break;
            case Contact { IsAnswer: true } answer:
                contacts[Sender.Path.Address] = Math.Max(contacts.GetValueOrDefault(Sender.Path.Address), answer.Number);
                Renew();
                break;
            case Contact question when IsInGoodStanding(new UniqueAddress(Sender.Path.Address, question.Uid)):
                Sender.Tell(new Contact { Number = question.Number, IsAnswer = true });
                break;
        }
    }

    private void AskOthers()
    {
        var question = new Contact { Number = node.Parts.Time.GetTimestamp(), Uid = cluster.SelfUniqueAddress.Uid };
        foreach (var member in Voters().Where(member => !member.UniqueAddress.Equals(cluster.SelfUniqueAddress)))
            Context.ActorSelection(new RootActorPath(member.Address) / "user" / Name).Tell(question, Self);
    }

    private void Renew()
    {
        var voters = Voters();
        if (!voters.Any(member => member.UniqueAddress.Equals(cluster.SelfUniqueAddress)))
            return;
        note();
        var now = node.Parts.Time.GetTimestamp();
        if (voters.Count == 1)
        {
            lastAlone = now;
            node.Gate.OpenForGood();
            return;
        }
        var lastMajority = voters.Select(member => member.UniqueAddress.Equals(cluster.SelfUniqueAddress)
            ? now : contacts.GetValueOrDefault(member.Address, long.MinValue)).OrderDescending().ElementAt(voters.Count / 2);
        lastMajority = Math.Max(lastMajority, lastAlone);
        if (lastMajority != long.MinValue)
            node.Gate.Extend(lastMajority + (long)(node.Settings.Resolver.Lease.TotalSeconds * node.Parts.Time.TimestampFrequency));
    }

    private List<Member> Voters() => [.. roll.Members.Where(member =>
        member.HasRole(MemberSettings.LnsRole) && member.Status is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting)];

    private bool IsInGoodStanding(UniqueAddress asker) =>
        Voters().Exists(member => member.UniqueAddress.Equals(asker)) && !VoterDowning.Of(cluster).GivesWay(asker);

    private sealed class Tick
    {
        public static Tick Now { get; } = new();
    }
}
