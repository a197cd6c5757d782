using Entities.Tests.World;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

public class HappyPathTests
{
    [Fact]
    public void ACallGoesFromNothingToPpp()
    {
        var world = new TunnelWorld().WithCallUp();

        world.Wire.Sent<Sccrq>(world.Lns).ShouldHaveSingleItem();
        world.Wire.Sent<Ocrq>(world.Lns).Single().CalledNumber.ShouldBe(TunnelWorld.Number);
        world.Wire.Sent<Occn>(world.Lac).Single().TxConnectSpeed.ShouldBe(33600u);
        world.Lac.OffHook.ShouldHaveSingleItem().Site!.IsUp.ShouldBeTrue();
        world.Lns.Table.ShouldHaveSingleItem().AccessRoutes.ShouldHaveSingleItem().Length.ShouldBe(32u);
        world.Lns.Milestones(Milestone.NetworkUp).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnEstablishedCallSurvivesTheLnsUnseen(bool fromSnapshot)
    {
        var world = new TunnelWorld().WithCallUp();
        world.Run(5);
        var site = world.Lac.OffHook.Single().Site!;
        var (lcp, sent) = (site.LcpSeen, world.Wire.Log.Count);

        world.Lns.Restart(fromSnapshot);
        world.Run(200);

        site.IsUp.ShouldBeTrue();
        site.LcpSeen.ShouldBe(lcp);
        world.Wire.NewSince(sent).ShouldNotBeEmpty();
        world.Wire.NewSince(sent).ShouldAllBe(passed => passed.Message is Hello);
        world.Lns.Told.OfType<CallUp>().Count().ShouldBe(2);
        world.Lns.Table.ShouldHaveSingleItem().AccessRoutes.ShouldNotBeEmpty();
    }
}
