using Engine.Akka.Forwarding.Counting;
using Engine.Akka.Forwarding.Table;
using Engine.Akka.Tests.Forwarding.World;
using FsCheck;
using FsCheck.Fluent;
using Shared.Messages;
using Shared.Messages.Forwarding;

namespace Engine.Akka.Tests.Forwarding;

public class TrafficDeskTests
{
    private static readonly ForwardingKey Session = RowKey.MessageOf(Rows.Session(0x1201, 7)).Session;

    private readonly MemoryRows rows = new();
    private readonly TrafficDesk desk;
    private TrafficCounters? answer;

    public TrafficDeskTests()
    {
        desk = new TrafficDesk("lns-1", rows, _ => true);
        rows.Carry(Session, 1, octets: 100, lastUnixMs: 5_000);
    }

    [Fact]
    public void ATotalIsTheSumOverNodes()
    {
        var question = Ask("b", "c").ShouldNotBeNull().Question;
        Answer("b", question.Number, Of("lns-2", 1, 30, lastUnixMs: 9_000));
        answer.ShouldBeNull();
        Answer("c", question.Number, Of("lns-3", 1, 4, lastUnixMs: 1_000));
        answer.ShouldNotBeNull().InputOctets.ShouldBe(134u);
        answer.LastTrafficUnixMs.ShouldBe(9_000);
    }

    [Fact]
    public void WhoIsSilentCountsWithWhatItReportedLast()
    {
        desk.Receive("b", new TrafficMessage { News = new TrafficNews { Sessions = { Of("lns-2", 1, 30) } } });
        Ask("b").ShouldNotBeNull();
        desk.Tick(TrafficDesk.PatienceMs - 1);
        answer.ShouldBeNull();
        desk.Tick(TrafficDesk.PatienceMs);
        answer.ShouldNotBeNull().InputOctets.ShouldBe(130u);
        desk.Open.ShouldBe(0);
    }

    [Fact]
    public void WhoDiesIsNotWaitedForAndItsLastReportIsKnownThroughOthersToo()
    {
        var question = Ask("b", "dead").ShouldNotBeNull().Question;
        desk.MemberGone("dead");
        Answer("b", question.Number, Of("lns-2", 1, 1), Of("lns-dead", 1, 50));
        answer.ShouldNotBeNull().InputOctets.ShouldBe(151u);
    }

    [Fact]
    public void ACountThatBeganAgainIsAddedToTheOneThatWasLost()
    {
        desk.Receive("b", new TrafficMessage { News = new TrafficNews { Sessions = { Of("lns-2", 1, 30) } } });
        var question = Ask("b").ShouldNotBeNull().Question;
        Answer("b", question.Number, Of("lns-2", 2, 3));
        answer.ShouldNotBeNull().InputOctets.ShouldBe(133u);
    }

    [Fact]
    public void AloneANodeAnswersAtOnce()
    {
        Ask().ShouldBeNull();
        answer.ShouldNotBeNull().InputOctets.ShouldBe(100u);
    }

    [Fact]
    public void NewsAreOfWhatMovedSinceTheLastOnesAndFitAMessage()
    {
        for (uint session = 1; session <= 2_000; session++)
            rows.Carry(RowKey.MessageOf(Rows.Session(0x1202, session)).Session, 1, 1, lastUnixMs: 50_000);
        var first = desk.TakeNews(60_000).ToList();
        first.Sum(news => news.News.Sessions.Count).ShouldBe(2_001);
        first.ShouldAllBe(news => news.CalculateSize() <= TableLimits.MessageOctets + 100);
        desk.TakeNews(60_000 + TrafficDesk.NewsMs - 1).ShouldBeEmpty();
        rows.Carry(Session, 1, 101, lastUnixMs: 61_000);
        desk.TakeNews(60_000 + TrafficDesk.NewsMs).ShouldHaveSingleItem().News.Sessions.ShouldHaveSingleItem().Session.ShouldBe(Session);
    }

    [Fact]
    public void NothingIsKeptOfSessionsThatTheTableDoesNotHave()
    {
        var strict = new TrafficDesk("lns-1", rows, _ => false);
        strict.Receive("b", new TrafficMessage { News = new TrafficNews { Sessions = { Of("lns-2", 1, 30) } } });
        strict.Ask(Session, [], counters => answer = counters, 0);
        answer.ShouldNotBeNull().InputOctets.ShouldBe(100u);
    }

    /// <summary>Whatever is repeated, late or out of order: the sum of what each (node, incarnation) had carried by its latest report.</summary>
    [Fact]
    public void ReportsInAnyOrderAreNeverCountedTwice() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll<(byte Node, byte Incarnation, ushort Octets)[]>(reports =>
        {
            var ledger = new TrafficLedger();
            foreach (var (node, incarnation, octets) in reports)
                ledger.Note(RowKey.Of(Session), Count($"n{node % 3}", (ulong)(incarnation % 3), octets, 0));
            var expected = reports.GroupBy(one => (one.Node % 3, one.Incarnation % 3)).Sum(one => (long)one.Max(report => report.Octets));
            return (long)ledger.Total(RowKey.Of(Session)).InputOctets == expected;
        }));

    private TrafficMessage? Ask(params string[] reachable) => desk.Ask(Session, reachable, counters => answer = counters, 0);

    private void Answer(string from, ulong number, params SessionTraffic[] told)
    {
        var traffic = new SessionTraffic { Session = Session };
        traffic.Nodes.AddRange(told.SelectMany(one => one.Nodes));
        desk.Receive(from, new TrafficMessage { Answer = new TrafficAnswer { Number = number, Traffic = traffic } });
    }

    private static SessionTraffic Of(string node, ulong incarnation, ulong octets, long lastUnixMs = 0) =>
        new() { Session = Session, Nodes = { Count(node, incarnation, octets, lastUnixMs) } };

    private static NodeTraffic Count(string node, ulong incarnation, ulong octets, long lastUnixMs) => new()
    {
        Node = node,
        Incarnation = incarnation,
        Totals = new TrafficCounters { InputOctets = octets, LastTrafficUnixMs = lastUnixMs },
    };
}
