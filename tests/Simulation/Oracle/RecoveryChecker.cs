using Entities.Calls.Lac;
using Entities.Calls.Lns;
using Entities.Tunnels;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Simulation.Nodes;

namespace Simulation.Oracle;

/// <summary>RFC 4951: what a recovered tunnel must not hold any more, and that a recovery comes to its end.</summary>
internal sealed class RecoveryChecker(World world)
{
    /// <summary>A recovery tunnel's set-up (41 s), its grace, and a retransmission cycle before.</summary>
    private static readonly TimeSpan StandStill = TimeSpan.FromSeconds(41 + 20 + 31 + 10);

    private readonly Patience<(SimulatedNode, EntityId)> standing = new(world);

    public void Tick()
    {
        foreach (var node in world.Nodes)
            foreach (var (id, tunnel) in node.States<TunnelState>(EntityKinds.Tunnel))
            {
                CheckStepI(node, tunnel);
                var works = world.Nodes.All(one => world.Faults.UntroubledFor(one) > TimeSpan.FromSeconds(1));
                if (standing.IsOver((node, id), works && tunnel.Clearing is null && tunnel.StandsStill, StandStill))
                    world.Fail($"{node.Name} {id.Key} has been {tunnel.Failover} for {StandStill.TotalSeconds} s");
            }
    }

    /// <summary>§3.3 Step I: "the sessions that were not in an established state MUST be silently cleared".</summary>
    private void CheckStepI(SimulatedNode node, TunnelState tunnel)
    {
        if (tunnel.LastReset is not { } reset)
            return;
        foreach (var call in tunnel.Calls.Values)
        {
            var (begun, isEstablished) = call switch
            {
                LnsCall lns => (lns.Placed.AtUnixMs, lns.Connected is not null || lns.Ended is not null),
                LacCall lac => (lac.Requested.AtUnixMs, lac.Connected is not null),
                _ => (long.MaxValue, true),
            };
            // wall clocks are stepped by up to half a second, so what began shortly before is not judged
            if (!isEstablished && begun < reset.AtUnixMs - 1000)
                world.Fail($"{node.Name} {tunnel.Key} keeps session {call.SessionId}, which was not established when the tunnel was recovered (RFC 4951 §3.3)");
        }
    }
}
