using Entities.Calls.Lac;
using Entities.Lines;
using Entities.Tunnels;
using Shared.Messages.Entities;
using Simulation.Nodes;
using Simulation.Surroundings;

namespace Simulation.Oracle;

/// <summary>An off-hook line costs money: there must be a call for it, at the LAC and at the LNS, and one line to a site is enough.</summary>
internal sealed class LineChecker(World world)
{
    /// <summary>The pool waits 30 s for a session before it hangs up, and says so again after 20 s.</summary>
    private static readonly TimeSpan WithoutSession = TimeSpan.FromSeconds(55);

    /// <summary>
    /// Hello interval (60 s), retransmission cycle (31 s), the LNS's Recovery Time (30 s, RFC 4951 §5.1), and the latter two again with some
    /// seconds more for a probe that has to be repeated.
    /// </summary>
    private static readonly TimeSpan WithoutLns = TimeSpan.FromSeconds(190 + 60);

    /// <summary>A CDN may be retransmitted for a cycle while the next call is already under way through another LAC.</summary>
    private static readonly TimeSpan Twice = TimeSpan.FromSeconds(40);

    private readonly Patience<LineModel> withoutSession = new(world);
    private readonly Patience<LineModel> withoutLns = new(world);
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(10);

    private readonly Patience<(LacNode, string)> overdue = new(world);
    private readonly Patience<Site> twice = new(world);

    public void Tick()
    {
        foreach (var lac in world.Lacs)
        {
            var calls = lac.States<TunnelState>(EntityKinds.Tunnel)
                .SelectMany(tunnel => tunnel.State.Calls.Values.OfType<LacCall>().Select(call => (Tunnel: tunnel.State, Call: call))).ToList();
            foreach (var line in lac.Lines)
            {
                var excused = world.Faults.UntroubledFor(lac) < TimeSpan.FromSeconds(1) || world.Faults.LineIsStuck(line);
                var held = calls.FirstOrDefault(one => one.Call.Answered?.Line == line.Name);
                if (withoutSession.IsOver(line, line.IsOffHook && held.Call is null && !excused, WithoutSession))
                    world.Fail($"{lac.Name} {line.Name} is off-hook without a session for {WithoutSession.TotalSeconds} s");
                if (withoutLns.IsOver(line, !world.Faults.HasLied && line.IsOffHook && held.Call is not null && !Knows(held.Tunnel, held.Call) && !IsStopped(lac), WithoutLns))
                    world.Fail($"{lac.Name} {line.Name} is off-hook for a call that the LNS has not known for {WithoutLns.TotalSeconds} s");
            }
        }
        CheckTimers();
        foreach (var site in world.Sites)
        {
            var lines = world.Lacs.SelectMany(lac => lac.Lines).Where(line => line.Number == site.PhoneNumber).ToList();
            var reachable = !world.Faults.HasLied && lines.All(line => world.Faults.UntroubledFor(line.Lac) > WithoutLns && !world.Faults.LineIsStuck(line));
            if (twice.IsOver(site, lines.Count > 1 && reachable, Twice))
                world.Fail($"{site.Name} is dialled twice at once: {string.Join(", ", lines.Select(line => $"{line.Lac.Name} {line.Name}"))}");
        }
    }

    /// <summary>Each state of a line that may not last has a time at which it is left.</summary>
    private void CheckTimers()
    {
        foreach (var lac in world.Lacs)
            foreach (var line in lac.States<LinePoolState>(EntityKinds.LinePool).SelectMany(pool => pool.State.InOrder))
                if (overdue.IsOver((lac, line.Name), lac.Runs && !lac.IsStalled && line.Due < lac.Clock.GetUtcNow(), Overdue))
                    world.Fail($"{lac.Name} {line.Name} should have left {line.State} {Overdue.TotalSeconds} s ago");
    }

    /// <summary>A LAC that can't act can't hang up either.</summary>
    private static bool IsStopped(LacNode lac) => !lac.Runs || lac.IsStalled;

    private bool Knows(TunnelState lacTunnel, LacCall call) => !world.Lns.IsAlive || world.Lns.States<TunnelState>(EntityKinds.Tunnel)
        .Any(tunnel => tunnel.State.Key.TunnelId == lacTunnel.PeerTunnelId && tunnel.State.Calls.ContainsKey(call.PeerSessionId));
}
