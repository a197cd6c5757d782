using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Engine.Akka.Members;
using Google.Protobuf;
using Shared.Messages;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Downing;

/// <summary>
/// One on each member. Voters tell all members whom of the voters they miss; when that has stood still for stable-after, who has to give way takes
/// itself out, and who goes on takes out the others. Members that don't vote decide nothing, but leave when no voter is heard any more.
/// </summary>
internal sealed class VoterResolver : UntypedActor, IWithTimers
{
    private readonly AkkaCluster cluster;
    private readonly VoterDowning provider;
    private readonly MemberRoll roll = new();
    private readonly VoterLinks links;
    private readonly Bystanders bystanders;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly TimeSpan interval;
    private IReadOnlyList<(UniqueAddress, UniqueAddress)> picture = [];
    private long stableSince = Stopwatch.GetTimestamp();
    private readonly VoterSilence silence;

    public VoterResolver(AkkaCluster cluster, VoterDowning provider)
    {
        (this.cluster, this.provider) = (cluster, provider);
        links = new VoterLinks(cluster.SelfUniqueAddress);
        bystanders = new Bystanders(provider.StableAfter);
        interval = cluster.Settings.UnreachableNodesReaperInterval;
        // twice stable-after: whoever of the voters goes on has long decided then
        silence = new VoterSilence(interval, provider.AcceptablePause + 2 * provider.StableAfter);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(Tick.Now, Tick.Now, interval);
        // a voter more is a voter more at that moment
        MemberRoll.Subscribe(cluster, Self);
    }

    protected override void PostStop() => cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick:
                Look();
                silence.Pass(links.Voters.Count > 0);
                TellAll();
                Decide();
                break;
            case ClusterEvent.CurrentClusterState state:
                roll.Begin(state);
                Look();
                break;
            case ClusterEvent.IMemberEvent change:
                roll.Take(change);
                Look();
                break;
            case byte[] bytes when Read(bytes) is { } view:
                Hear(new UniqueAddress(Sender.Path.Address, view.Uid), view);
                break;
        }
    }

    private void Look()
    {
        var missedBefore = links.Silent.ToList();
        var voters = Voters();
        links.Find(voters, voters.Where(Misses));
        Compare();
        // the others should not learn a heartbeat later that somebody may have to give way
        if (!links.Silent.SequenceEqual(missedBefore))
            TellAll();
    }

    private void Hear(UniqueAddress from, VoterView view)
    {
        if (!links.Voters.Contains(from))
            return;
        silence.Heard();
        links.Hear(from, view.Silent.Select(name => new UniqueAddress(Address.Parse(name.Address), name.Uid)));
        Compare();
    }

    /// <summary>The clock of stable-after begins anew at each change.</summary>
    private void Compare()
    {
        var now = links.Picture();
        if (now.SequenceEqual(picture))
            return;
        (picture, stableSince) = (now, Stopwatch.GetTimestamp());
        var going = links.GoOn();
        provider.Note(links.Voters.Except(going).ToHashSet());
        if (links.IsVoter && !links.AreWhole)
            log.Warning("voters miss one another: {Parted}; going on, if it stays like that: {GoingOn}", Text(now.Where(pair => !pair.One.Equals(pair.Other))
                .Select(pair => $"{pair.One.Address} {pair.Other.Address}")), Text(going.Select(voter => voter.Address.ToString())));
    }

    private void Decide()
    {
        if (!links.IsVoter)
        {
            if (silence.IsTooLong)
                TakeOut(cluster.SelfAddress, "no voter is heard");
            return;
        }
        var isDecision = !links.AreWhole && Stopwatch.GetElapsedTime(stableSince) >= provider.StableAfter;
        var going = links.GoOn();
        if (isDecision && !going.Contains(cluster.SelfUniqueAddress))
            TakeOut(cluster.SelfAddress, "others go on without it");
        else if (going.Contains(cluster.SelfUniqueAddress))
        {
            foreach (var voter in isDecision ? links.Voters.Except(going) : [])
                TakeOut(voter.Address, "it can't reach those who go on");
            foreach (var address in bystanders.Overdue(Unreachable(), isDecision))
                TakeOut(address, "it does not vote, and can't be reached");
        }
    }

    private void TakeOut(Address address, string reason)
    {
        log.Warning("taking {Member} out of the cluster: {Reason}", address, reason);
        cluster.Down(address);
    }

    private void TellAll()
    {
        if (!links.IsVoter)
            return;
        var view = new VoterView { Uid = cluster.SelfUniqueAddress.Uid };
        view.Silent.AddRange(links.Silent.Select(voter => new VoterName { Address = voter.Address.ToString(), Uid = voter.Uid }));
        var bytes = view.ToByteArray();
        var path = Self.Path.ToStringWithoutAddress();
        foreach (var member in roll.Members.Where(member => !member.UniqueAddress.Equals(cluster.SelfUniqueAddress)))
            Context.ActorSelection(new RootActorPath(member.Address) + path[1..]).Tell(bytes, Self);
    }

    /// <summary>
    /// Those who host entities; and of those who are about to, whom this node misses: beyond a partition they may have begun to meanwhile. These
    /// come last, so that no half is decided by one of them.
    /// </summary>
    private List<UniqueAddress> Voters() => [.. roll.Members
        .Where(member => member.HasRole(MemberSettings.LnsRole) && (IsVoting(member) || (IsJoining(member) && Misses(member.UniqueAddress))))
        .OrderBy(IsJoining).ThenBy(member => member.UniqueAddress).Select(member => member.UniqueAddress)];

    private static bool IsVoting(Member member) => member.Status is MemberStatus.Up or MemberStatus.Leaving;

    private static bool IsJoining(Member member) => member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp;

    private bool Misses(UniqueAddress voter) => !voter.Equals(cluster.SelfUniqueAddress) && !cluster.FailureDetector.IsAvailable(voter.Address);

    private IEnumerable<Address> Unreachable() => cluster.State.Unreachable
        .Where(member => !links.Voters.Contains(member.UniqueAddress) && member.Status is not (MemberStatus.Exiting or MemberStatus.Down))
        .Select(member => member.Address);

    private static string Text(IEnumerable<string> items) => string.Join(", ", items);

    private static VoterView? Read(byte[] bytes)
    {
        try
        {
            return VoterView.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private sealed class Tick
    {
        public static Tick Now { get; } = new();
    }
}
