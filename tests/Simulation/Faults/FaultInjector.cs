using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Disk;
using Simulation.Net;
using Simulation.Nodes;
using Simulation.Surroundings;

namespace Simulation.Faults;

/// <summary>Lets faults happen, and remembers what that excuses.</summary>
internal sealed class FaultInjector(World world, FaultPlan plan)
{
    /// <summary>Within a budget: from one outage to the next, more than a retransmission cycle (31 s).</summary>
    private static readonly TimeSpan BetweenOutages = TimeSpan.FromSeconds(45);

    private readonly Random random = world.Chance("faults");
    private readonly Dictionary<SimulatedNode, TimeSpan> troubled = [];
    private readonly Dictionary<LineModel, TimeSpan> stuck = [];
    private bool isActive = true;
    private TimeSpan outageUntil = TimeSpan.MinValue;

    public FaultPlan Plan => plan;

    /// <summary>How long a node has been able to work and to be reached; zero while it is not.</summary>
    public TimeSpan UntroubledFor(SimulatedNode node) =>
        world.Agenda.Now - troubled.GetValueOrDefault(node, TimeSpan.Zero);

    /// <summary>Notes who is in trouble now.</summary>
    public void Tick()
    {
        foreach (var node in world.Nodes)
            if (!node.Runs || node.Disk.Condition != DiskCondition.Healthy || node.IsStalled
                || world.Nodes.Any(other => world.Network.IsCut(node, other)))
                troubled[node] = world.Agenda.Now;
    }

    public void Begin() => Next();

    /// <summary>No more faults, and those that last are mended.</summary>
    public void End()
    {
        isActive = false;
        world.Network.Weather = Weather.Fair;
        world.Network.Heal();
        world.Radius.IsOut = false;
        foreach (var node in world.Nodes)
        {
            node.DiesAtCommit = null;
            Mend(node);
            node.Thaw();
            node.Start();
        }
    }

    public bool CallFails(Random chance) => isActive && chance.NextDouble() < plan.CallTrouble;

    public bool Rejects(Random chance) => isActive && chance.NextDouble() < plan.Rejections;

    public bool LosesAnswer(Random chance) => isActive && chance.NextDouble() < plan.Weather.Loss;

    public bool LineIsStuck(LineModel line) => stuck.GetValueOrDefault(line, TimeSpan.MinValue) > world.Agenda.Now;

    /// <summary>A process dies, and somebody starts it again after a while.</summary>
    public void Kill(SimulatedNode node, string why)
    {
        world.Statistics.Faults++;
        node.Crash(why);
        // it may have been planned long ago
        outageUntil = world.Agenda.Now + plan.LongestOutage + BetweenOutages;
        world.Agenda.In(isActive ? Outage() : TimeSpan.FromSeconds(1), node.Start);
    }

    /// <summary>
    /// A disk has lost commits and not said so. Where hellos could explain what is missing nobody ever finds out, so of calls only what both
    /// ends still know is judged from then on.
    /// </summary>
    public bool HasLied { get; private set; }

    /// <summary>A process dies, and its disk loses the last commits; the next process is told, or finds out from its peers.</summary>
    private void Cut(SimulatedNode node, bool isTold = true)
    {
        if (!node.IsAlive)
            return;
        Kill(node, isTold ? "killed, and its journal cut" : "killed, and its journal lies");
        if (isTold)
            node.Disk.CutTail(random.Next(6), JournalTail.MayBeMissing);
        else
            node.Disk.CutTail(6 + random.Next(10), JournalTail.Whole);
        world.Oracle.TailIsCut(node);
        foreach (var one in world.Nodes)
            troubled[one] = world.Agenda.Now;
    }

    private void Next() => world.Agenda.In(plan.MeanInterval * -Math.Log(1 - random.NextDouble()), () =>
    {
        if (!isActive)
            return;
        Happen(Draw());
        Next();
    });

    private Fault Draw()
    {
        var at = plan.Weights.Values.Sum() * random.NextDouble();
        foreach (var (fault, weight) in plan.Weights)
            if ((at -= weight) < 0)
                return fault;
        return Fault.SiteCloses;
    }

    private void Happen(Fault fault)
    {
        if (IsOutage(fault))
        {
            if (plan.IsWithinBudget && world.Agenda.Now < outageUntil)
                return;
            outageUntil = world.Agenda.Now + plan.LongestOutage + BetweenOutages;
            Forget();
        }
        world.Statistics.Faults++;
        world.Trace("fault", () => fault.ToString());
        if (IsOutage(fault))
            Break(fault);
        else
            Annoy(fault);
    }

    /// <summary>What was planned for a commit that has not come gives way.</summary>
    private void Forget()
    {
        foreach (var node in world.Nodes)
        {
            node.DiesAtCommit = null;
            if (node.Disk.Condition == DiskCondition.Tearing)
                node.Disk.Condition = DiskCondition.Healthy;
        }
    }

    private static bool IsOutage(Fault fault) => fault is not (Fault.RadiusOutage or Fault.SiteCloses or Fault.SiteHangsUp
        or Fault.OperatorResets or Fault.LineSticks or Fault.ClockStep);

    private void Break(Fault fault)
    {
        var lac = world.Lacs[random.Next(world.Lacs.Count)];
        switch (fault)
        {
            case Fault.CrashLns: Kill(world.Lns, "killed"); break;
            case Fault.CrashLac: Kill(lac, "killed"); break;
            case Fault.CrashLnsAtCommit: world.Lns.DiesAtCommit = (random.Next(1, 6), random.Next(2) == 0); break;
            case Fault.CrashLacAtCommit: lac.DiesAtCommit = (random.Next(1, 6), random.Next(2) == 0); break;
            case Fault.TearLns: world.Lns.Disk.Condition = DiskCondition.Tearing; break;
            case Fault.TearLac: lac.Disk.Condition = DiskCondition.Tearing; break;
            case Fault.FreezeLns: Freeze(world.Lns); break;
            case Fault.FreezeLac: Freeze(lac); break;
            case Fault.Partition: Cut(lac, both: true); break;
            case Fault.OneWayPartition: Cut(lac, both: false); break;
            case Fault.DiskStallLns: Stall(world.Lns); break;
            case Fault.DiskStallLac: Stall(lac); break;
            case Fault.DiskFullLns: Fill(world.Lns); break;
            case Fault.CutLns: Cut(world.Lns); break;
            case Fault.CutLac: Cut(lac); break;
            case Fault.CutBoth:
                Cut(world.Lns);
                Cut(lac);
                break;
            case Fault.LieLns:
                HasLied = true;
                Cut(world.Lns, isTold: false);
                break;
        }
    }

    private void Annoy(Fault fault)
    {
        var site = world.Sites[random.Next(world.Sites.Count)];
        var lac = world.Lacs[random.Next(world.Lacs.Count)];
        switch (fault)
        {
            case Fault.RadiusOutage:
                world.Radius.IsOut = true;
                world.Agenda.In(TimeSpan.FromSeconds(60 * random.NextDouble()), () => world.Radius.IsOut = false);
                break;
            case Fault.SiteCloses: site.Close(); break;
            case Fault.SiteHangsUp: site.HangUp("its user pulls the plug"); break;
            case Fault.OperatorResets:
                site.Disturb();
                if (world.Lns.Runs && world.Lns.Entities(EntityKinds.DialOutSession).Contains(LnsNode.SessionOf(site)))
                    world.Lns.Tell(LnsNode.SessionOf(site), new ResetSession());
                break;
            case Fault.LineSticks:
                var line = lac.Lines.ElementAt(random.Next(world.Settings.LinesPerLac));
                stuck[line] = world.Agenda.Now + TimeSpan.FromSeconds(60 * random.NextDouble());
                break;
            case Fault.ClockStep:
                // NTP corrects what a quartz has lost
                world.Nodes[random.Next(world.Nodes.Count)].Clock.WallStep += TimeSpan.FromSeconds(random.NextDouble() - 0.5);
                break;
        }
    }

    private void Freeze(SimulatedNode node)
    {
        node.Freeze();
        world.Agenda.In(Outage(), node.Thaw);
    }

    private void Stall(SimulatedNode node)
    {
        // the last slow commit may begin just before the end
        node.DiskLatency = Outage() / 3;
        world.Agenda.In(Outage(), () => Mend(node));
    }

    private void Fill(SimulatedNode node)
    {
        node.Disk.Condition = DiskCondition.Full;
        world.Agenda.In(Outage(), () => Mend(node));
    }

    private static void Mend(SimulatedNode node)
    {
        node.Disk.Condition = DiskCondition.Healthy;
        node.DiskLatency = TimeSpan.FromMilliseconds(2);
    }

    private void Cut(LacNode lac, bool both)
    {
        var fromLns = random.Next(2) == 0;
        if (both || fromLns)
            world.Network.Cut(world.Lns, lac);
        if (both || !fromLns)
            world.Network.Cut(lac, world.Lns);
        world.Agenda.In(Outage(), world.Network.Heal);
    }

    private TimeSpan Outage() => plan.LongestOutage * random.NextDouble();
}
