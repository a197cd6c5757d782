using Entities.Tests.World;
using Entities.Tunnels;
using FsCheck;
using FsCheck.Fluent;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Failover;

/// <summary>Both ends are ours; one loses the tail of its journal, or both do. At rest they agree.</summary>
public class CutJournalTests
{
    public static TheoryData<int, bool> Cuts
    {
        get
        {
            var cuts = new TheoryData<int, bool>();
            for (var records = 0; records <= 14; records++)
                foreach (var isLac in (bool[])[false, true])
                    cuts.Add(records, isLac);
            return cuts;
        }
    }

    /// <summary>Two calls are up, a third is dialling; then so many records are gone.</summary>
    [Theory]
    [MemberData(nameof(Cuts))]
    public void ACutTailIsRecoveredByTheProtocol(int records, bool isLac)
    {
        var world = new TunnelWorld(records + 1).WithCallUp(1).WithCallUp(2);
        world.Place(3, "5553333");
        world.Run(1);
        WorldNode node = isLac ? world.Lac : world.Lns;
        Cut(node, records);
        world.Run(400);

        Agreement.Check(world);
        if (records > 1) return;
        // nothing of the calls that were up was lost
        world.Wire.Log.Count(passed => passed.Message is Sccrq { TunnelRecovery: not null }).ShouldBeGreaterThan(0);
        if (isLac)
            world.Wire.Sent<Cdn>(world.Lac).Count().ShouldBeGreaterThanOrEqualTo(2, "its lines have dropped: it answers for the lost calls");
        else
            (world.Lns.IsUp(1), world.Lac.OffHook.Count()).ShouldBe((true, 3));
    }

    [Fact]
    public void TheThirdCallComesUpInTheEnd()
    {
        var world = new TunnelWorld().WithCallUp(1);
        world.Place(2, "5552222");
        world.Run(1);
        Cut(world.Lns, 0);

        world.RunUntil(() => world.Lns.IsUp(2), 60).ShouldBeTrue();
        world.Lac.Dialled.Count(dial => dial.Number == "5552222").ShouldBe(2, "Step I ends the first, and the call's owner still wants it");
        world.Wire.Sent<Cdn>(world.Lns).ShouldBeEmpty();
        world.Run(60);
        Agreement.Check(world);
    }

    /// <summary>The same over a wire that loses, and with both ends dying at once.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 20)]
    [InlineData(3, 20)]
    [InlineData(4, 30)]
    public void BothEndsFail(int seed, int lossPercent)
    {
        var world = new TunnelWorld(seed).WithCallUp(1).WithCallUp(2);
        world.Wire.Loss = lossPercent / 100.0;
        foreach (var node in world.Nodes)
            Cut(node, 0);
        world.Run(100);
        world.Wire.Loss = 0;
        world.Run(300);

        Agreement.Check(world);
        world.Lac.OffHook.ShouldBeEmpty("the LAC's lines have dropped");
        world.Nodes.SelectMany(node => node.Milestones(Milestone.TunnelRecovered)).Count().ShouldBeGreaterThanOrEqualTo(lossPercent > 0 ? 0 : 2);
    }

    /// <summary>The journal says that it is whole, and what happened since is gone: the peer contradicts, and the protocol mends it.</summary>
    [Fact]
    public void ALieIsFoundOutByThePeer()
    {
        var world = new TunnelWorld().WithCallUp(1);
        var before = world.Lns.Written;
        world.WithCallUp(2).WithCallUp(3);
        Cut(world.Lns, world.Lns.Written - before, JournalTail.Whole);
        world.Run(30);

        world.Lns.Milestones(Milestone.RecoveryBegun).ShouldHaveSingleItem().Text.ShouldContain("does not know");
        world.Lns.Milestones(Milestone.TunnelRecovered).ShouldHaveSingleItem();
        world.Lac.OffHook.ShouldHaveSingleItem("FSQ has found the calls that the LNS has forgotten");
        world.Run(60);
        Agreement.Check(world);
    }

    [Fact]
    public void AtRestBothSidesAgree() => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 25).ToArbitrary(), (seed, lossPercent) => History(seed, lossPercent / 100.0)));

    /// <summary>Histories that once failed, and a few to start from.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 10)]
    [InlineData(3, 25)]
    [InlineData(1537361229, 25)]
    [InlineData(438964791, 2)]
    [InlineData(702407396, 12)]
    public void KnownHistories(int seed, int lossPercent) => History(seed, lossPercent / 100.0);

    private static void History(int seed, double loss)
    {
        var world = new TunnelWorld(seed, new WorldSettings { Lines = 6 });
        var dice = new Random(seed);
        world.Wire.Loss = loss;
        world.Wire.Repetition = loss / 2;
        world.Wire.Jitter = TimeSpan.FromMilliseconds(dice.Next(80));
        for (var step = 0; step < 40; step++)
        {
            var call = dice.Next(6) + 1;
            switch (dice.Next(8))
            {
                case 0 or 1 or 2: world.Place(call); break;
                case 3 when Old(world) is { } tunnel: world.Lns.Tell(tunnel, new CloseCall { CallKey = TunnelWorld.Key(call), Reason = "enough" }); break;
                case 4 when dice.Next(3) == 0: Cut(dice.Next(2) == 0 ? world.Lns : world.Lac, dice.Next(6)); break;
                case 5 when dice.Next(6) == 0: Cut(world.Lns, dice.Next(3)); Cut(world.Lac, dice.Next(3)); break;
            }
            world.Run(dice.NextDouble() * 4);
        }
        world.Wire.Loss = world.Wire.Repetition = 0;
        world.Wire.Jitter = TimeSpan.Zero;
        world.Run(500);
        Agreement.Check(world);
    }

    private static EntityId? Old(TunnelWorld world) => world.Lns.Entities(EntityKinds.Tunnel).Select(id => (EntityId?)id).FirstOrDefault();

    private static void Cut(WorldNode node, int records, JournalTail tail = JournalTail.MayBeMissing)
    {
        node.Crash();
        node.CutTail(records);
        node.Tail = tail;
        node.Start();
        node.Tail = JournalTail.Whole;
    }
}
