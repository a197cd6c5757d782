using Entities.Tunnels.Failover;
using Simulation.Canaries;
using Simulation.Faults;
using Simulation.Oracle;

namespace Simulation.Runs;

/// <param name="Failure">Null when nothing was found wrong.</param>
internal sealed record RunResult(int Seed, string? Failure, TimeSpan VirtualTime, Statistics Statistics);

/// <summary>One seed: a world, a time of faults, then rest, in which everything must come right again.</summary>
internal static class Run
{
    /// <summary>The longest back-off is eight connecting timers (dial-out §3), 720 s here.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(1000);

    /// <summary>Idle tunnels go after 60 s, sessions after 30; their ends take a retransmission cycle.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(300);

    public static RunResult Once(int seed, ISabotage? sabotage = null, Action<string>? trace = null, Func<FaultPlan, FaultPlan>? adjust = null,
        Func<WorldSettings, WorldSettings>? settle = null)
    {
        var chance = new Random(seed);
        // a chance of its own, so that a seed's other draws stay as they were
        var failover = new Random(unchecked(seed + 4951));
        var plan = FaultPlan.Draw(chance).WithCuts(failover);
        var settings = WorldSettings.Draw(chance) with { Resynch = failover.Next(3) == 0 ? ResynchMethod.FailoverProtocol : ResynchMethod.Silent };
        if (adjust is not null)
            plan = adjust(plan);
        if (settle is not null)
            settings = settle(settings);
        trace?.Invoke($"{plan} {string.Join(' ', plan.Weights.Select(weight => $"{weight.Key}={weight.Value:F2}"))}");
        trace?.Invoke($"{settings}");
        var world = new World(seed, plan, settings, sabotage ?? NoSabotage.Instance, trace);
        var traffic = new Traffic(world, world.Chance("traffic"));
        traffic.Begin();
        world.Faults.Begin();
        world.Run(plan.Duration);
        world.Trace("run", () => "faults end");
        world.Faults.End();
        Rest.AllComeUp(world, Recovery);
        world.Trace("run", () => "traffic ends");
        traffic.End();
        Rest.AllGoesQuiet(world, Quiet);
        return new RunResult(seed, world.Failure, world.Agenda.Now, world.Statistics);
    }
}
