using Entities.Calls.Lac;
using Entities.Calls.Lns;
using Entities.Tunnels;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>What holds at rest, whatever happened before: both ends, the lines and the forwarding table tell one story.</summary>
internal static class Agreement
{
    public static void Check(TunnelWorld world)
    {
        var lns = Live(world.Lns);
        var lac = Live(world.Lac);
        lns.Select(tunnel => (uint)tunnel.PeerTunnelId).Order().ShouldBe(lac.Select(tunnel => (uint)tunnel.Key.TunnelId).Order());
        foreach (var ours in lns)
            Check(ours, lac.Single(tunnel => tunnel.Key.TunnelId == ours.PeerTunnelId));
        var live = lns.Sum(tunnel => tunnel.Calls.Count);
        world.Lac.OffHook.Count().ShouldBe(live, "a line off-hook for each call, and for nothing else");
        world.Lns.Table.Count.ShouldBe(live);
    }

    public static List<TunnelState> Live(WorldNode node) => [.. node.States<TunnelState>(EntityKinds.Tunnel).Where(tunnel => tunnel.Clearing is null)];

    private static void Check(TunnelState ours, TunnelState theirs)
    {
        var calls = ours.Calls.Values.OfType<LnsCall>().ToList();
        calls.ShouldAllBe(call => call.Up != null && call.Ended == null);
        calls.Select(call => (call.SessionId, call.PeerSessionId)).Order()
            .ShouldBe(theirs.Calls.Values.OfType<LacCall>().Select(call => (call.PeerSessionId, call.SessionId)).Order());
        theirs.Calls.Values.OfType<LacCall>().ShouldAllBe(call => call.Connected != null);
        foreach (var end in (TunnelState[])[ours, theirs])
            (end.Channel!.HasUnacknowledged, end.Channel.IsProbing, end.Failover).ShouldBe((false, false, Protocols.L2tp.FailoverState.Normal));
        (ours.Channel!.NextNs, ours.Channel.NextNr).ShouldBe((theirs.Channel!.NextNr, theirs.Channel.NextNs));
    }
}
