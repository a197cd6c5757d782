using Entities.Destinations;
using Entities.Tests.World;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

/// <summary>What a tunnel tells its destination of its calls: all when it comes up, changes from then on, all again when one was lost.</summary>
public class LoadReportTests
{
    [Fact]
    public void TheEndOfACallNamesThatCallAndNotAllOthers()
    {
        var world = Up(4);
        world.Lns.Tells.Clear();
        Close(world, 2);

        var report = Reports(world).ShouldHaveSingleItem();
        (report.IsChange, report.Calls).ShouldBe((true, 3u));
        report.GoneKeys.ShouldBe([TunnelWorld.Key(2)]);
        report.CallKeys.ShouldBe([TunnelWorld.Key(2), TunnelWorld.Key(3), TunnelWorld.Key(4)], "placed since the tunnel came up");
        Known(world).ShouldBe([TunnelWorld.Key(1), TunnelWorld.Key(3), TunnelWorld.Key(4)]);

        world.Lns.Tells.Clear();
        Close(world, 3);
        Reports(world).ShouldHaveSingleItem().CallKeys.ShouldBeEmpty();
        Known(world).ShouldBe([TunnelWorld.Key(1), TunnelWorld.Key(4)]);
    }

    [Fact]
    public void ADestinationThatMissedAChangeAsksForEverything()
    {
        var world = Up(3);
        Close(world, 1);
        var tunnel = world.Lns.States<Destination>(EntityKinds.Destination).Single().Tunnels.Values.Single();
        // a change that came without the one before it
        world.Lns.Tell(world.Lns.Entities(EntityKinds.Destination).Single(), new TunnelLoad
        {
            TunnelId = tunnel.Id, Established = true, IsChange = true, GoneKeys = { TunnelWorld.Key(2) }, Calls = 7,
        });
        world.Lns.Tells.Clear();
        world.Run(1);

        Reports(world).ShouldHaveSingleItem().IsChange.ShouldBeFalse();
        Known(world).ShouldBe([TunnelWorld.Key(2), TunnelWorld.Key(3)]);
    }

    [Fact]
    public void AfterATakeoverTheFirstReportIsWhole()
    {
        var world = Up(2);
        world.Lns.Restart();
        world.Run(5);
        Known(world).ShouldBe([TunnelWorld.Key(1), TunnelWorld.Key(2)]);
        Close(world, 1);
        Known(world).ShouldBe([TunnelWorld.Key(2)]);
    }

    private static TunnelWorld Up(int calls)
    {
        var world = new TunnelWorld().WithCallUp();
        for (var call = 2; call <= calls; call++)
            world.Place(call);
        world.Run(1);
        return world;
    }

    private static void Close(TunnelWorld world, int call)
    {
        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(call), Reason = "test" });
        world.Run(1);
    }

    private static List<TunnelLoad> Reports(TunnelWorld world) => [.. world.Lns.Tells.Select(tell => tell.Command).OfType<TunnelLoad>()];

    private static List<string> Known(TunnelWorld world)
    {
        var tunnel = world.Lns.States<Destination>(EntityKinds.Destination).Single().Tunnels.Values.Single();
        tunnel.Sessions.ShouldBe(tunnel.Forwarded.Keys.Union(tunnel.Reported).Count());
        return [.. tunnel.Reported.Order()];
    }
}
