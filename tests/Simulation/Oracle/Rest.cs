using Entities.Calls.Lac;
using Entities.Calls.Lns;
using Entities.DialOut.Sessions;
using Entities.Tunnels;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Surroundings;

namespace Simulation.Oracle;

/// <summary>What must be so once faults have stopped.</summary>
internal static class Rest
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(70);

    /// <summary>What the last fault did to a tunnel shows so late: a hello (60 s), a retransmission cycle (31 s), the Recovery Time (30 s), and some.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(131);

    /// <summary>With traffic for every site, and a line for every site, every call comes up, and both ends agree on it.</summary>
    public static void AllComeUp(World world, TimeSpan within)
    {
        if (world.Settings.Sites > world.Settings.LinesPerLac || world.Settings.IdleTimeoutSeconds > 0 || world.Faults.HasLied)
        {
            world.Run(within);
            return;
        }
        world.Run(Aftermath);
        if (!world.RunUntil(() => world.Sites.All(site => IsUp(world, site)), within))
            world.Fail($"no call to {string.Join(", ", world.Sites.Where(site => !IsUp(world, site)).Select(site => site.Name))} " +
                $"within {within.TotalSeconds} s after the last fault");
        world.Run(TimeSpan.FromSeconds(5));
        foreach (var site in world.Sites.Where(site => !IsUp(world, site)))
            world.Fail($"the call to {site.Name} did not last");
    }

    /// <summary>Without traffic and with every site on-hook nothing is left, and nothing stirs.</summary>
    public static void AllGoesQuiet(World world, TimeSpan within)
    {
        foreach (var site in world.Sites)
            site.HangUp("the run ends");
        world.Run(within);
        var messages = world.Statistics.Messages;
        world.Run(Silence);
        if (world.Failure is not null)
            return;
        if (world.Statistics.Messages != messages)
            world.Fail($"{world.Statistics.Messages - messages} control messages within {Silence.TotalSeconds} s of rest");
        foreach (var node in world.Nodes)
        {
            if (!node.IsSettled)
                world.Fail($"{node.Name} is busy at rest");
            foreach (var (id, tunnel) in node.States<TunnelState>(EntityKinds.Tunnel))
                world.Fail($"{node.Name} still has tunnel {id.Key}: {tunnel.Calls.Count} calls, {tunnel.Accounting.Count} records, {tunnel.Phase}");
        }
        foreach (var line in world.Lacs.SelectMany(lac => lac.Lines).Where(line => line.IsOffHook))
            world.Fail($"{line.Lac.Name} {line.Name} is off-hook at rest");
        if (world.Lns.Forwarder.Rows.Count > 0)
            world.Fail($"{world.Lns.Forwarder.Rows.Count} rows in the forwarding table at rest");
        foreach (var (id, session) in world.Lns.States<DialOutSession>(EntityKinds.DialOutSession))
            if (session.State is not (DialOutState.Inhibited or DialOutState.PostInhibited or DialOutState.Dormant or DialOutState.Failed))
                world.Fail($"session {id.Key} is {session.State} at rest");
        if (world.Lns.GateHolders > 0)
            world.Fail($"{world.Lns.GateHolders} places in the connecting gate are held at rest");
        CheckAccounting(world);
    }

    /// <summary>Every call that was up has a start record and, since it has ended, a stop record.</summary>
    private static void CheckAccounting(World world)
    {
        foreach (var call in world.Oracle.Calls.All.Where(call => call.Up is not null && !world.Oracle.Accounting.IsExcused(call.Placed.AcctSessionId)))
        {
            if (!world.Oracle.Accounting.HasStarted(call.Placed.AcctSessionId))
                world.Fail($"call {call.Placed.Order.CallKey} was up and has no start record");
            if (!world.Oracle.Accounting.HasStopped(call.Placed.AcctSessionId))
                world.Fail($"call {call.Placed.Order.CallKey} has ended and has no stop record");
        }
    }

    private static bool IsUp(World world, Site site)
    {
        if (site.Router is not { IsUp: true })
            return false;
        var session = world.Lns.States<DialOutSession>(EntityKinds.DialOutSession)
            .Select(one => one.State).FirstOrDefault(one => one.Key.Destination.Equals(site.Address));
        if (session is not { State: DialOutState.InService })
            return false;
        var (tunnel, call) = world.Lns.States<TunnelState>(EntityKinds.Tunnel)
            .SelectMany(one => one.State.Calls.Values.OfType<LnsCall>().Select(call => (one.State, call)))
            .FirstOrDefault(one => one.call.Key == session.CallKey);
        return call is { Up: not null, Ended: null } && world.Lacs
            .SelectMany(lac => lac.States<TunnelState>(EntityKinds.Tunnel))
            .Any(one => one.State.Key.TunnelId == tunnel.PeerTunnelId && one.State.Calls.GetValueOrDefault(call.PeerSessionId) is LacCall { Connected: not null } other
                && other.PeerSessionId == call.SessionId);
    }
}
