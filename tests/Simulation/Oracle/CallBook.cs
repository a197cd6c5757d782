using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Surroundings;

namespace Simulation.Oracle;

/// <summary>One call as the disk of the LNS tells it.</summary>
internal sealed class CallLife(CallPlaced placed, TimeSpan at)
{
    public CallPlaced Placed => placed;

    public TimeSpan PlacedAt => at;

    public CallNetworkUp? Up { get; set; }

    public CallEnded? Ended { get; set; }
}

/// <summary>Every call from its first record to its last, and whether it had to end.</summary>
internal sealed class CallBook(World world)
{
    /// <summary>Acct-Terminate-Cause Idle-Timeout and Session-Timeout (RFC 2866 §5.10).</summary>
    private const uint IdleTimeout = 4, SessionTimeout = 5;

    /// <summary>What was done to a site shows in its call so much later at most: an echo must fail four times.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(150);

    private readonly Dictionary<string, CallLife> byAccountingId = [];
    private readonly Dictionary<(EntityId Tunnel, uint Session), CallLife> current = [];

    public IEnumerable<CallLife> All => byAccountingId.Values;

    /// <summary>Nobody can say what became of the calls so far: the disk that told it has lost its tail.</summary>
    public void Excuse()
    {
        byAccountingId.Clear();
        current.Clear();
    }

    public void Written(EntityId tunnel, IMessage durable)
    {
        switch (durable)
        {
            case CallPlaced placed: Place(tunnel, placed); break;
            case CallNetworkUp up: Raise(tunnel, up); break;
            case CallEnded ended: End(tunnel, ended); break;
            case TunnelSnapshot snapshot:
                foreach (var call in snapshot.LnsCalls)
                    Read(tunnel, call);
                break;
        }
    }

    private void Read(EntityId tunnel, LnsCallSnapshot call)
    {
        Place(tunnel, call.Placed);
        if (call.Up is { } up)
            Raise(tunnel, up);
        if (call.Ended is { } ended)
            End(tunnel, ended);
    }

    private void Place(EntityId tunnel, CallPlaced placed)
    {
        if (!byAccountingId.TryGetValue(placed.AcctSessionId, out var life))
            byAccountingId[placed.AcctSessionId] = life = new CallLife(placed, world.Agenda.Now);
        current[(tunnel, placed.SessionId)] = life;
    }

    private void Raise(EntityId tunnel, CallNetworkUp up)
    {
        if (!current.TryGetValue((tunnel, up.SessionId), out var life))
            return;
        if (life.Up is null)
            world.Statistics.CallsUp++;
        life.Up ??= up;
    }

    private void End(EntityId tunnel, CallEnded ended)
    {
        if (!current.TryGetValue((tunnel, ended.SessionId), out var life) || life.Ended is not null)
            return;
        life.Ended = ended;
        if (life.Up is null || ended.TerminateCause is IdleTimeout or SessionTimeout || WasDisturbed(life))
            return;
        world.Statistics.CallsLost++;
        if (world.Faults.Plan.IsWithinBudget)
            world.Fail($"an established call was lost within the budget: {life.Placed.Order.CallKey}, '{ended.Text}' (result {ended.Result})");
    }

    private bool WasDisturbed(CallLife life)
    {
        var site = SiteOf(life);
        return site is not null && site.DisturbedAt >= life.PlacedAt && world.Agenda.Now - site.DisturbedAt < Aftermath;
    }

    private Site? SiteOf(CallLife life) => world.Sites.FirstOrDefault(site => site.PhoneNumber == life.Placed.Order.CalledNumber);
}
