using Entities.Tunnels;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Canaries;
using Simulation.Disk;
using Simulation.Faults;
using Simulation.Net;
using Simulation.Nodes;
using Simulation.Oracle;

namespace Simulation.Tests;

/// <summary>Architecture §2: a journal that is gone for less than a minute costs no established call.</summary>
public sealed class JournalStallTests
{
    private const int HelloSeconds = 5;

    /// <summary>Above the cycle after which a peer gives up (31 s), below the engine's own patience (60 s).</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(50);

    [Fact]
    public void ATunnelWithACommitUnderWayLivesOnThroughAFullDisk()
    {
        var world = WithTwoCalls(new PlainLac());
        StallWithACommitUnderWay(world);
        world.Lacs[0].States<TunnelState>(EntityKinds.Tunnel).ShouldHaveSingleItem().State.Calls.Count.ShouldBe(2, "the CDN waits for the disk");

        world.Lns.Disk.Condition = DiskCondition.Healthy;
        world.RunUntil(() => Calls(world.Lacs[0]) == 1, TimeSpan.FromSeconds(5)).ShouldBeTrue("the CDN leaves");
        world.Run(TimeSpan.FromSeconds(60));
        (Calls(world.Lns), Calls(world.Lacs[0])).ShouldBe((1, 1));
        world.Failure.ShouldBeNull();
    }

    /// <summary>What the test above would see if hellos waited as all else does.</summary>
    [Fact]
    public void AnLnsThatLetsHellosWaitLosesItsTunnel()
    {
        var world = WithTwoCalls(new PlainLac(everythingWaits: true));
        StallWithACommitUnderWay(world);
        Calls(world.Lacs[0]).ShouldBe(0);
    }

    private static void StallWithACommitUnderWay(World world)
    {
        var (id, tunnel) = world.Lns.States<TunnelState>(EntityKinds.Tunnel).ShouldHaveSingleItem();
        foreach (var site in world.Sites)
            site.Disturb();
        world.Lns.Disk.Condition = DiskCondition.Full;
        world.Lns.Tell(id, new CloseSession { SessionId = tunnel.Calls.Keys.First(), Text = "test" });
        world.Run(Stall);
    }

    private static int Calls(SimulatedNode node) =>
        node.States<TunnelState>(EntityKinds.Tunnel).Where(tunnel => tunnel.State.Clearing is null).Sum(tunnel => tunnel.State.Calls.Count);

    private static World WithTwoCalls(ISabotage sabotage)
    {
        var plan = new FaultPlan(IsWithinBudget: false, Weather.Fair, new Dictionary<Fault, double>(), MeanInterval: TimeSpan.FromDays(1),
            LongestOutage: Stall, Duration: TimeSpan.FromMinutes(5), CallTrouble: 0, Rejections: 0);
        var settings = new WorldSettings { Sites = 2 };
        settings = settings with { LacTunnel = settings.LacTunnel with { HelloIntervalSeconds = HelloSeconds } };
        var world = new World(1, plan, settings, sabotage, trace: null);
        world.Run(TimeSpan.FromSeconds(1));
        foreach (var site in world.Sites)
            world.Lns.TakePacket(site);
        Rest.AllComeUp(world, TimeSpan.FromSeconds(60));
        world.Failure.ShouldBeNull();
        return world;
    }

    /// <param name="everythingWaits">The LNS leaves <see cref="IEntityKind.Meanwhile"/> as it is by default.</param>
    private sealed class PlainLac(bool everythingWaits = false) : ISabotage
    {
        public IEntityKind Wrap(SimulatedNode node, IEntityKind kind) =>
            node.Name != "lns" ? new ForgetfulKind(kind) : everythingWaits ? new WrappedKind(kind) : kind;
    }

    private class WrappedKind(IEntityKind inner) : IEntityKind
    {
        public string Kind => inner.Kind;

        public JournalSchema Journal => inner.Journal;

        public object Initial(string key) => inner.Initial(key);

        public Decision Decide(object state, IMessage command, Moment moment) => inner.Decide(state, command, moment);

        public virtual object Evolve(object state, object @event) => inner.Evolve(state, @event);

        public Decision Resume(object state, Moment moment) => inner.Resume(state, moment);

        public IMessage Snapshot(object state) => inner.Snapshot(state);

        public bool IsOver(object state) => inner.IsOver(state);
    }

    /// <summary>Knows nothing of RFC 4951: a LAC of ours would wait for the Recovery Time of its peer, too.</summary>
    private sealed class ForgetfulKind(IEntityKind inner) : WrappedKind(inner)
    {
        public override object Evolve(object state, object @event) =>
            base.Evolve(state, @event is PeerIntroduced peer ? new PeerIntroduced(peer) { FailoverBits = 0, RecoveryTimeMs = 0 } : @event);
    }
}
