using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Engine.Akka.Forwarding.Table;
using Google.Protobuf;
using Shared.Messages;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Forwarding;

/// <summary>
/// One a node: carries what the node's <see cref="ForwardingTable"/> says to those of the other LNS nodes, which it knows from membership.
/// Decides nothing.
/// </summary>
internal sealed class TableKeeper : UntypedActor, IWithTimers
{
    /// <summary>The same on every node: keepers find each other by it.</summary>
    public const string Name = "forwarding-table";

    private readonly ClusterForwarding node;
    private readonly ForwardingTable table;
    private readonly AkkaCluster cluster = AkkaCluster.Get(Context.System);
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<string, ICanTell> members = [];
    private readonly HashSet<string> unreachable = [];
    private bool isFlushDue;

    // until then nobody else is known, and that says nothing
    private bool isMember;

    public TableKeeper(ClusterForwarding node)
    {
        this.node = node;
        table = node.Table;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private long NowUnixMs => node.Time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override void PreStart()
    {
        table.Restart(NameOf(cluster.SelfAddress));
        cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer("tick", KeeperOrder.Tick.Instance, TimeSpan.FromMilliseconds(TableLimits.TickMs));
    }

    protected override void PostStop() => cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TableMessage said: table.Receive(NameOf(Sender), said, NowUnixMs); break;
            case TrafficMessage said: OnTraffic(said); break;
            case KeeperOrder order: OnOrder(order); break;
            case ClusterEvent.MemberUp up: OnMember(up.Member); break;
            case ClusterEvent.MemberWeaklyUp up: OnMember(up.Member); break;
            case ClusterEvent.MemberLeft left: OnMember(left.Member); break;
            case ClusterEvent.MemberExited exited: OnMember(exited.Member); break;
            case ClusterEvent.MemberDowned downed: OnGone(downed.Member.Address); break;
            case ClusterEvent.MemberRemoved removed: OnGone(removed.Member.Address); break;
            case ClusterEvent.UnreachableMember member: OnUnreachable(member.Member.Address); break;
            case ClusterEvent.ReachableMember member: unreachable.Remove(NameOf(member.Member.Address)); break;
            case ClusterEvent.IClusterDomainEvent: break;
            default: Unhandled(message); break;
        }
        Perform();
    }

    private void OnOrder(KeeperOrder order)
    {
        switch (order)
        {
            case KeeperOrder.Take take: table.Take(take.Shard, NowUnixMs); break;
            case KeeperOrder.Announce announce:
                if (!table.Announce(announce.Shard, announce.Row, NowUnixMs))
                    log.Error("a row of {0} octets stays on this node: no message carries it", announce.Row.CalculateSize());
                break;
            case KeeperOrder.Withdraw withdraw: OnWithdraw(withdraw); break;
            case KeeperOrder.Recovered recovered: table.Recovered(recovered.Shard); break;
            case KeeperOrder.Release release: table.Release(release.Shard); break;
            case KeeperOrder.AskTraffic ask: OnAsk(ask); break;
            case KeeperOrder.Relay relay: OnRelay(relay.Session, relay.Frame); return;
            case KeeperOrder.Flush:
                isFlushDue = false;
                table.Flush();
                return;
            case KeeperOrder.Tick: OnTick(); return;
        }
        if (isFlushDue) return;
        isFlushDue = true;
        Self.Tell(KeeperOrder.Flush.Instance);
    }

    private void OnTick()
    {
        table.Tick(NowUnixMs);
        node.Traffic.Tick(NowUnixMs);
        foreach (var news in node.Traffic.TakeNews(NowUnixMs))
            TellAll(news);
        var status = table.Status(NowUnixMs);
        node.Status = isMember ? status : status with { HasHeard = false };
    }

    private void OnWithdraw(KeeperOrder.Withdraw withdraw)
    {
        table.Withdraw(withdraw.Shard, withdraw.Key, NowUnixMs);
        if (withdraw.Key.Session is { } session) node.Traffic.Forget(session);
    }

    private void OnAsk(KeeperOrder.AskTraffic ask)
    {
        List<string> reachable = [.. members.Keys.Where(member => !unreachable.Contains(member))];
        if (node.Traffic.Ask(ask.Session, reachable, ask.Answer, NowUnixMs) is { } question) TellAll(question);
    }

    private void OnTraffic(TrafficMessage said)
    {
        if (said is { BodyCase: TrafficMessage.BodyOneofCase.Relayed, Relayed.Session: { } session })
            node.SendRelayed(session, said.Relayed.Frame.Span);
        else if (node.Traffic.Receive(NameOf(Sender), said) is { } answer) Sender.Tell(answer, Self);
    }

    /// <summary>To the owner of the session's shard, as this node knows it; one hop, never more.</summary>
    private void OnRelay(ForwardingKey session, ReadOnlyMemory<byte> frame)
    {
        var shard = (int)(session.LocalTunnelId >> 8);
        if (table.Claims(shard))
            node.SendRelayed(session, frame.Span);
        else if (members.TryGetValue(table.OwnerOf(shard), out var owner))
            owner.Tell(new TrafficMessage { Relayed = new RelayedFrame { Session = session, Frame = UnsafeByteOperations.UnsafeWrap(frame) } }, Self);
    }

    private void OnMember(Member member)
    {
        if (member.Address == cluster.SelfAddress) isMember = true;
        if (member.Address == cluster.SelfAddress || !member.HasRole(ClusterForwarding.Role)) return;
        var name = NameOf(member.Address);
        if (members.TryAdd(name, Context.ActorSelection(new RootActorPath(member.Address) / "user" / Name))) table.MemberUp(name);
    }

    private void OnGone(Address address)
    {
        var name = NameOf(address);
        members.Remove(name);
        unreachable.Remove(name);
        table.MemberGone(name);
        node.Traffic.MemberGone(name);
    }

    private void OnUnreachable(Address address)
    {
        unreachable.Add(NameOf(address));
        node.Traffic.MemberGone(NameOf(address));
    }

    private void TellAll(TrafficMessage message)
    {
        foreach (var member in members.Values)
            member.Tell(message, Self);
    }

    private void Perform()
    {
        foreach (var effect in table.TakeEffects())
            switch (effect)
            {
                case TableEffect.Send send:
                    if (!members.TryGetValue(send.Node, out var member)) break;
                    member.Tell(send.Message, Self);
                    node.CountSent(send.Message);
                    break;
                case TableEffect.Install install: node.Install(install.Row); break;
                case TableEffect.Remove remove: node.Remove(remove.Key); break;
            }
    }

    private static string NameOf(IActorRef sender) => NameOf(sender.Path.Address);

    private static string NameOf(Address address) => address.ToString();
}
