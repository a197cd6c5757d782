using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;
using Engine.Akka.Tests.Support;
using Engine.Journal;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Tests.Members;

/// <summary>When a node may become a member, and when again.</summary>
public sealed class JoiningTests
{
    [Fact]
    public async Task WhoCantReadItsJournalIsNoMember()
    {
        await using var cluster = new TestCluster();
        var first = await cluster.Start();
        var seen = new ConcurrentQueue<Address>();
        first.Engine.System.ActorOf(Props.Create(() => new Onlooker(seen)));
        await using var blind = new TestNode(first.Settings with
        {
            NodeName = "lns-blind",
            Seeds = [first.Address],
            Journal = first.Settings.Journal with { ConnectionString = "Data Source=/nowhere/journal.db" },
        });
        await Should.ThrowAsync<JournalUnavailableException>(blind.Engine.StartAsync);

        var last = await cluster.Start();
        var expected = new[] { first.Address, last.Address };
        await Until.True(() => seen.Any(address => $"{address}" == last.Address), "the first hears of the last");
        seen.Select(address => $"{address}").Distinct().ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task OneThatWasTakenOutStaysAwayUntilWhatItHadIsOpenElsewhere()
    {
        await using var cluster = new TestCluster();
        await cluster.Start();
        var node = await cluster.Start();
        var system = AkkaCluster.Get(node.Engine.System);
        var back = 0L;
        node.Engine.SystemStarted += _ => Volatile.Write(ref back, Stopwatch.GetTimestamp());

        var begin = Stopwatch.GetTimestamp();
        system.Down(system.SelfAddress);

        await Until.True(() => Volatile.Read(ref back) != 0, "it begins to be a member again");
        Stopwatch.GetElapsedTime(begin, back).ShouldBeGreaterThanOrEqualTo(node.Settings.Resolver.Absence);
    }

    private sealed class Onlooker : UntypedActor
    {
        private readonly ConcurrentQueue<Address> seen;

        public Onlooker(ConcurrentQueue<Address> seen)
        {
            this.seen = seen;
            AkkaCluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        }

        protected override void OnReceive(object message)
        {
            if (message is ClusterEvent.IMemberEvent change)
                seen.Enqueue(change.Member.Address);
        }
    }
}
