using Entities.DialOut.Routes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

public class DialOutRouteTests
{
    private readonly EntityRig route = new(new DialOutRouteKind(new Policy()), "default|10.10.0.0/16");

    [Fact]
    public void ShowTellsWhatIsConfiguredAndHowItStands()
    {
        route.Tell(new SetRouteCondition { State = RouteOperationalState.Inhibited, Reason = "the gate is full" });
        route.Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.DialOutState);
        var shown = route.Show<DialOutRouteStatus>(new ShowDialOutRoute());

        (shown.Route, shown.VirtualRouter, shown.Target.Length).ShouldBe(("default|10.10.0.0/16", "default", 16u));
        (shown.Domain, shown.Profile).ShouldBe(("L2TP-dial-out.de.dt", "remote-sites"));
        (shown.Administrative, shown.Operational, shown.Reason).ShouldBe(
            (AdministrativeState.Enabled, RouteOperationalState.Inhibited, "the gate is full"));
        route.Journaled.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnOperatorsStateSurvivesARecovery(bool snapshot)
    {
        route.Tell(new SetRouteState { State = AdministrativeState.Drain });
        route.Effects.OfType<Reply>().Single().Answer.ShouldBeOfType<DialOutRouteStatus>().Administrative.ShouldBe(AdministrativeState.Drain);
        (snapshot ? route.RecoverFromSnapshot() : route.Recover()).ShouldBeEmpty();

        route.Show<DialOutRouteStatus>(new ShowDialOutRoute()).Administrative.ShouldBe(AdministrativeState.Drain);
        route.IsOver.ShouldBeFalse();
        route.Tell(new SetRouteState { State = AdministrativeState.Enabled });
        route.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void TheSameStateIsSetOnce()
    {
        route.Tell(new SetRouteState { State = AdministrativeState.Drain });
        route.Tell(new SetRouteState { State = AdministrativeState.Drain }).OfType<Report>().ShouldBeEmpty();
        route.Tell(new SetRouteState { State = (AdministrativeState)9 });
        route.Journaled.ShouldBe(1);
    }

    [Fact]
    public void CountersAreSummedOverNodesAndANodesLastReportCounts()
    {
        route.Tell(Counters("a", 5, 2, sessions: 1));
        route.Tell(Counters("b", 10, 7, sessions: 3));
        route.Tell(Counters("a", 6, 3, sessions: 2));
        var counters = route.Show<DialOutRouteStatus>(new ShowDialOutRoute()).Counters;

        counters.Sessions.TriggersReceived.ShouldBe(16ul);
        counters.Sessions.TriggersMaximumEnqueued.ShouldBe(7ul);
        counters.SessionsInState[(uint)DialOutState.InService].ShouldBe(5u);
    }

    [Fact]
    public void WhatIsNoCommandOfItIsReported() =>
        route.Tell(new ResetSession()).OfType<Report>().Single().Milestone.ShouldBe(Milestone.UnexpectedMessage);

    private static ReportRouteCounters Counters(string node, ulong received, ulong most, uint sessions) => new()
    {
        Node = node,
        Counters = new RouteCounters
        {
            Sessions = new DialOutCounters { TriggersReceived = received, TriggersMaximumEnqueued = most },
            SessionsInState = { [(uint)DialOutState.InService] = sessions },
        },
    };
}
