using FsCheck;
using FsCheck.Fluent;
using Lns.Node.Radius;
using Protocols.Radius;

namespace Nodes.Tests.Radius;

public sealed class ServerWalkTests
{
    private static readonly RetransmissionSchedule Default = new GroupState(Given.GroupOf(), 1).QuestionSchedule;

    [Fact]
    public void Rfc5080_2_2_1_OneServerGetsFiveTransmissionsWithin30Seconds()
    {
        var story = Run(Default, servers: 1, new Random(1));

        story.Sent.ShouldBe([0, 0, 0, 0, 0]);
        story.SecondsUntilOver.ShouldBeInRange(20, 30);
    }

    [Fact]
    public void TwoServers_EachTwiceThenTheFirstAgain() => Run(Default, servers: 2, new Random(1)).Sent.ShouldBe([0, 0, 1, 1, 0]);

    [Fact]
    public void FourServers_AreAllAskedTwiceThoughThatIsMoreThanMrc() =>
        Run(Default, servers: 4, new Random(1)).Sent.ShouldBe([0, 0, 1, 1, 2, 2, 3, 3]);

    [Fact]
    public void Property_TheNextServerIsAskedWithin3Seconds() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var first = ServerWalk.Begin(Default, 2, [0, 1], random);
        var second = first.Walk.TimedOut(first.Wait, random);
        return second.Action == WalkAction.SendAgain && first.Wait + second.Wait <= TimeSpan.FromSeconds(3);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Property_QuestionsEndByMrd_AndWaitsNeverPassIt() => Prop.ForAll<int, byte>((seed, servers) =>
    {
        var story = Run(Default, servers % 12 + 1, new Random(seed));
        return story.SecondsUntilOver <= 30.001;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rfc5080_2_2_1_RecordsAreNeverGivenUp_AndTheirWaitsStayBelowTheBound()
    {
        var schedule = new GroupState(Given.GroupOf(), 1).RecordSchedule;
        var random = new Random(1);
        var step = ServerWalk.Begin(schedule, 2, [0, 1], random);
        var elapsed = TimeSpan.Zero;
        for (var i = 0; i < 1000; i++)
        {
            elapsed += step.Wait;
            step = step.Walk.TimedOut(elapsed, random);
            step.Action.ShouldNotBe(WalkAction.GiveUp);
            step.Wait.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(66));
        }
    }

    [Fact]
    public void Refusal_SendsAtOnceToWhoeverWasNotAskedYet_ThenOnlyTimeHelps()
    {
        var random = new Random(1);
        var first = ServerWalk.Begin(Default, 2, [0, 1], random);

        var second = first.Walk.Refused(TimeSpan.Zero, random);
        second.Action.ShouldBe(WalkAction.SendToNext);
        second.Walk.Server.ShouldBe(1);
        second.Walk.Refused(TimeSpan.Zero, random).Action.ShouldBe(WalkAction.Stay);
    }

    private static (List<int> Sent, double SecondsUntilOver) Run(RetransmissionSchedule schedule, int servers, Random random)
    {
        List<int> sent = [];
        var elapsed = TimeSpan.Zero;
        var step = ServerWalk.Begin(schedule, 2, [.. Enumerable.Range(0, servers)], random);
        while (step.Action != WalkAction.GiveUp)
        {
            sent.Add(step.Walk.Server);
            elapsed += step.Wait;
            step = step.Walk.TimedOut(elapsed, random);
        }
        return (sent, elapsed.TotalSeconds);
    }
}
