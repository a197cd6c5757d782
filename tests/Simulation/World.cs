using Simulation.Canaries;
using Simulation.Faults;
using Simulation.Net;
using Simulation.Nodes;
using Simulation.Oracle;
using Simulation.Runs;
using Simulation.Surroundings;
using Simulation.Time;

namespace Simulation;

/// <summary>
/// A whole lab in one thread on virtual time: an LNS, LACs, telephone network, remote sites, RADIUS, network and disks. All chance comes
/// from one seed, so the same seed gives the same history.
/// </summary>
internal sealed class World
{
    /// <summary>More in one virtual second is a storm, or a loop that never lets time pass.</summary>
    private const int StepsPerSecond = 50_000;

    private readonly int seed;
    private readonly Action<string>? trace;

    public World(int seed, FaultPlan plan, WorldSettings settings, ISabotage sabotage, Action<string>? trace)
    {
        (this.seed, this.trace) = (seed, trace);
        (Settings, Sabotage) = (settings, sabotage);
        Faults = new FaultInjector(this, plan);
        Oracle = new Watch(this);
        Network = new SimulatedNetwork(this) { Weather = plan.Weather };
        Radius = new RadiusModel(this);
        Phone = new PhoneNetwork(this);
        Sites = [.. Enumerable.Range(1, settings.Sites).Select(number => new Site(this, number))];
        Lns = new LnsNode(this);
        Lacs = [.. Enumerable.Range(1, settings.Lacs).Select(number => new LacNode(this, number))];
        Nodes = [Lns, .. Lacs];
        foreach (var node in Nodes)
        {
            sabotage.Spoil(node);
            node.Start();
        }
    }

    public WorldSettings Settings { get; }

    public ISabotage Sabotage { get; }

    public Agenda Agenda { get; } = new();

    public Statistics Statistics { get; } = new();

    public FaultInjector Faults { get; }

    public Watch Oracle { get; }

    public SimulatedNetwork Network { get; }

    public RadiusModel Radius { get; }

    public PhoneNetwork Phone { get; }

    public IReadOnlyList<Site> Sites { get; }

    public LnsNode Lns { get; }

    public IReadOnlyList<LacNode> Lacs { get; }

    public IReadOnlyList<SimulatedNode> Nodes { get; }

    /// <summary>The first thing that was found wrong.</summary>
    public string? Failure { get; private set; }

    /// <summary>A source of chance for one part of the world, so that parts don't disturb each other's draws.</summary>
    public Random Chance(string part)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var c in part)
            hash = (hash ^ c) * 16777619;
        return new Random((int)hash);
    }

    public void Fail(string what)
    {
        if (Failure is not null)
            return;
        Failure = $"at {Agenda.Now.TotalSeconds:F3} s: {what}";
        Trace("oracle", () => $"FAILED {what}");
    }

    public void Trace(string who, Func<string> what)
    {
        if (trace is not null)
            trace($"{Agenda.Now.TotalSeconds,10:F3} {who,-6} {what()}");
    }

    /// <summary>Lets so much time pass, or less if something is found wrong.</summary>
    public void Run(TimeSpan time) => RunUntil(() => false, time);

    /// <returns>Whether it came true in time.</returns>
    public bool RunUntil(Func<bool> reached, TimeSpan atMost)
    {
        var end = Agenda.Now + atMost;
        while (Failure is null && !reached())
        {
            if (!RunSecond(end < Agenda.Now + TimeSpan.FromSeconds(1) ? end : Agenda.Now + TimeSpan.FromSeconds(1)))
                return false;
            Oracle.Tick();
            if (Agenda.Now >= end)
                return reached();
        }
        return Failure is null;
    }

    private bool RunSecond(TimeSpan end)
    {
        var limit = Agenda.Steps + StepsPerSecond;
        KickAll();
        while (Failure is null && Agenda.Step(end))
        {
            KickAll();
            if (Agenda.Steps > limit)
                Fail($"more than {StepsPerSecond} things happen within a second");
        }
        return Failure is null;
    }

    private void KickAll()
    {
        foreach (var node in Nodes)
            node.Kick();
    }
}
