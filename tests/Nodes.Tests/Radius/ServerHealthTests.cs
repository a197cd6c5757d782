using Lns.Node.Radius;

namespace Nodes.Tests.Radius;

public sealed class ServerHealthTests
{
    [Fact]
    public void EveryStateHasARowForEveryEvent()
    {
        foreach (var state in Enum.GetValues<HealthState>())
            foreach (var happened in Enum.GetValues<HealthEvent>())
                for (var probes = 0; probes <= ServerHealth.ProbesBeforeOffer; probes++)
                    Should.NotThrow(() => new ServerHealth(state, probes).On(happened));
    }

    [Fact]
    public void AnyAnswerMakesAlive()
    {
        foreach (var state in Enum.GetValues<HealthState>())
            new ServerHealth(state, 2).On(HealthEvent.Answered).ShouldBe((state == HealthState.Alive ? new(state, 2) : ServerHealth.Initial, HealthAction.None));
    }

    [Fact]
    public void Rfc5997_4_2_AServerThatIgnoresProbesIsOfferedARequest()
    {
        var health = ServerHealth.Initial;

        Step(HealthEvent.Silent).ShouldBe(HealthAction.StartTrialTimer);
        for (var i = 0; i < ServerHealth.ProbesBeforeOffer; i++)
            Step(HealthEvent.TrialDue).ShouldBe(HealthAction.Probe);
        Step(HealthEvent.TrialDue).ShouldBe(HealthAction.Probe);
        health.State.ShouldBe(HealthState.Offered);
        Step(HealthEvent.TrialDue).ShouldBe(HealthAction.Probe);
        Step(HealthEvent.Chosen).ShouldBe(HealthAction.None);
        health.ShouldBe(new ServerHealth(HealthState.Dead, 0));

        HealthAction Step(HealthEvent happened)
        {
            (health, var action) = health.On(happened);
            return action;
        }
    }
}
