using Entities.Tests.World;
using Protocols.L2tp;
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
}
