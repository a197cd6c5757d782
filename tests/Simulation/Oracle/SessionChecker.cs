using Entities.Calls.Lns;
using Entities.DialOut.Sessions;
using Entities.Tunnels;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Simulation.Oracle;

/// <summary>Every dial-out session leaves its state in time, and agrees with its call; the forwarding table is what the calls say.</summary>
internal sealed class SessionChecker(World world)
{
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);

    /// <summary>Questions are repeated at growing intervals.</summary>
    private static readonly TimeSpan Disagreement = TimeSpan.FromSeconds(90);

    private readonly Patience<EntityId> overdue = new(world);
    private readonly Patience<EntityId> disagreeing = new(world);
    private readonly Patience<string> orphaned = new(world);

    public void Tick()
    {
        if (!world.Lns.Runs)
            return;
        var works = world.Faults.UntroubledFor(world.Lns) > TimeSpan.FromSeconds(1);
        var calls = new Dictionary<string, (TunnelState Tunnel, LnsCall Call)>();
        foreach (var call in Calls())
            if (!calls.TryAdd(call.Call.Key, call))
                world.Fail($"call {call.Call.Key} was placed twice, in {calls[call.Call.Key].Tunnel.Key} and in {call.Tunnel.Key}");
        foreach (var (id, session) in world.Lns.States<DialOutSession>(EntityKinds.DialOutSession))
            Check(id, session, calls, works);
        foreach (var (key, call) in calls)
            CheckOwner(key, call.Call, works);
        if (works && world.Lns.IsSettled)
            CheckForwarding();
    }

    private void Check(EntityId id, DialOutSession session, Dictionary<string, (TunnelState Tunnel, LnsCall Call)> calls, bool works)
    {
        if (session.Until is null && NeedsTimer(session.State))
            world.Fail($"session {id.Key} is {session.State} without a timer");
        if (overdue.IsOver(id, works && session.Until < world.Lns.Clock.GetUtcNow(), Overdue))
            world.Fail($"session {id.Key} should have left {session.State} {Overdue.TotalSeconds} s ago");
        var lives = session.CallKey is { } key && calls.TryGetValue(key, out var call) && call.Call is { Up: not null, Ended: null };
        if (disagreeing.IsOver(id, works && session.State == DialOutState.InService && !lives, Disagreement))
            world.Fail($"session {id.Key} is in service without a call for {Disagreement.TotalSeconds} s");
    }

    /// <summary>A call that is up and that no session wants would cost money for ever.</summary>
    private void CheckOwner(string key, LnsCall call, bool works)
    {
        var owned = world.Lns.States<DialOutSession>(EntityKinds.DialOutSession)
            .Any(session => session.State.CallKey == key && session.State.State is DialOutState.InService or DialOutState.Connecting);
        if (orphaned.IsOver(key, works && call.Ended is null && !owned, Disagreement))
            world.Fail($"call {key} is wanted by no session for {Disagreement.TotalSeconds} s");
    }

    /// <summary>A row for each call that may carry data, routes for each that is up, and nothing else.</summary>
    public void CheckForwarding()
    {
        var expected = Calls().Where(call => call.Call.Answered is not null)
            .ToDictionary(call => ((uint)call.Tunnel.Key.TunnelId, (uint)call.Call.SessionId), call => call.Call);
        var rows = world.Lns.Forwarder.Rows.ToDictionary(row => (row.LocalTunnelId, row.LocalSessionId));
        foreach (var (key, call) in expected)
            if (!rows.TryGetValue(key, out var row))
                world.Fail($"call {call.Key} has no row in the forwarding table");
            else if (call is { Up: not null, Ended: null } && row.AccessRoutes.Count == 0)
                world.Fail($"call {call.Key} is up and has no access route");
        foreach (var key in rows.Keys.Where(key => !expected.ContainsKey(key)))
            world.Fail($"the forwarding table has a row for tunnel {key.LocalTunnelId} session {key.LocalSessionId}, which is no call");
    }

    private IEnumerable<(TunnelState Tunnel, LnsCall Call)> Calls() => world.Lns.States<TunnelState>(EntityKinds.Tunnel)
        .SelectMany(tunnel => tunnel.State.Calls.Values.OfType<LnsCall>().Select(call => (tunnel.State, call)));

    private static bool NeedsTimer(DialOutState state) => state is DialOutState.Authenticating or DialOutState.Connecting
        or DialOutState.Inhibited or DialOutState.PostInhibited or DialOutState.Dormant or DialOutState.Pending;
}
