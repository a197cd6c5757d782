using Entities.Tests.World;
using Entities.Tunnels;
using FsCheck;
using FsCheck.Fluent;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

/// <summary>
/// Calls come and go over a bad wire while nodes die. When it is over and the wire is good, both ends and the lines agree. The seed is the
/// whole history: a failure is repeated by it.
/// </summary>
public class RandomHistoryTests
{
    private const int Calls = 6;

    [Fact]
    public void AtRestBothSidesAgree() => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 29).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(),
        (seed, lossPercent, crashes) => Run(seed, lossPercent / 100.0, crashes, lacDies: seed % 2 == 1)));

    /// <summary>Histories that once failed, and a few to start from.</summary>
    [Theory]
    [InlineData(1, 0, 0, false)]
    [InlineData(2, 20, 0, false)]
    [InlineData(3, 0, 4, false)]
    [InlineData(4, 20, 4, false)]
    [InlineData(5, 10, 4, true)]
    [InlineData(255985021, 5, 0, true)]
    public void KnownHistories(int seed, int lossPercent, int crashes, bool lacDies) => Run(seed, lossPercent / 100.0, crashes, lacDies);

    private static void Run(int seed, double loss, int crashes, bool lacDies)
    {
        var world = new TunnelWorld(seed, new WorldSettings { Lines = Calls });
        var dice = new Random(seed);
        world.Wire.Loss = loss;
        world.Wire.Repetition = loss / 2;
        world.Wire.Jitter = TimeSpan.FromMilliseconds(dice.Next(80));
        for (var step = 0; step < 40; step++)
        {
            Step(world, dice, ref crashes, lacDies);
            world.Run(dice.NextDouble() * 3);
        }
        world.Wire.Loss = world.Wire.Repetition = 0;
        world.Wire.Jitter = TimeSpan.Zero;
        foreach (var node in world.Nodes)
        {
            node.CrashNoMore();
            if (!node.IsAlive) node.Start();
        }
        // a lost peer takes 60 + 31 + 30 s to be noticed, an unanswered OCRQ 41 s, a stop record nothing at all
        world.Run(200);
        Agree(world);
    }

    private static void Step(TunnelWorld world, Random dice, ref int crashes, bool lacDies)
    {
        var call = dice.Next(Calls) + 1;
        switch (dice.Next(6))
        {
            case 0 or 1 or 2: world.Place(call); break;
            case 3 when Owner(world) is { } tunnel: world.Lns.Tell(tunnel, new CloseCall { CallKey = TunnelWorld.Key(call), Reason = "enough" }); break;
            case 4 when crashes > 0:
                crashes--;
                WorldNode node = lacDies && dice.Next(2) == 0 ? world.Lac : world.Lns;
                node.RestartsFromSnapshot = dice.Next(2) == 0;
                if (node.IsAlive) node.CrashAtCommit(1 + dice.Next(4), dice.Next(2) == 0 ? CrashSide.Before : CrashSide.After);
                break;
            case 5 when dice.Next(8) == 0 && Owner(world) is { } tunnel:
                world.Lns.Tell(tunnel, new CloseTunnel { Result = (uint)StopCcnResult.GeneralRequest, Text = "operator" });
                break;
        }
    }

    private static EntityId? Owner(TunnelWorld world) => world.Lns.Entities(EntityKinds.Tunnel).Select(id => (EntityId?)id).FirstOrDefault();

    private static void Agree(TunnelWorld world)
    {
        Agreement.Check(world);
        var live = Agreement.Live(world.Lns).Sum(tunnel => tunnel.Calls.Count);
        world.Radius.Records.Count(record => FakeRadius.Status(record) == 1)
            .ShouldBe(world.Radius.Records.Count(record => FakeRadius.Status(record) == 2) + live, "each start has its stop, or its call");
        world.Lns.States<TunnelState>(EntityKinds.Tunnel).ShouldAllBe(tunnel => tunnel.Accounting.IsEmpty);
    }
}
