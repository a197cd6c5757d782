using System.Collections.Immutable;
using Protocols.Radius;

namespace Lns.Node.Radius;

internal enum WalkAction
{
    /// <summary>The same request to the same server (a new one where Acct-Delay-Time has changed).</summary>
    SendAgain,

    /// <summary>This server has had its transmissions; the next may be the same one, where there is no other.</summary>
    SendToNext,

    /// <summary>Wait on: there is nobody better to ask.</summary>
    Stay,
    GiveUp,
}

/// <param name="Walk">The way after the step.</param>
/// <param name="Wait">Until the next step, unless an answer comes; not for <see cref="WalkAction.Stay"/> and <see cref="WalkAction.GiveUp"/>.</param>
internal readonly record struct WalkStep(ServerWalk Walk, WalkAction Action, TimeSpan Wait);

/// <summary>
/// The way of one request through the servers of its group: each gets a few transmissions, then the next one; after the last the first again,
/// whose wait goes on doubling. RFC 5080's bounds hold for the whole way.
/// </summary>
/// <param name="Order">Server numbers, the most promising first.</param>
/// <param name="Waits">By place in <paramref name="Order"/>: the last wait there, zero before the first.</param>
internal sealed record ServerWalk(
    RetransmissionSchedule Schedule, int TransmissionsPerVisit, ImmutableArray<int> Order, ImmutableArray<TimeSpan> Waits)
{
    private int Place { get; init; }

    private int SentInThisVisit { get; init; } = 1;

    /// <summary>Places that were asked at least once.</summary>
    public int Visited { get; private init; } = 1;

    public int Transmissions { get; private init; } = 1;

    public int Server => Order[Place];

    /// <summary>The first transmission, to the first server.</summary>
    public static WalkStep Begin(RetransmissionSchedule schedule, int transmissionsPerVisit, ImmutableArray<int> order, Random random)
    {
        var waits = ImmutableArray.Create(new TimeSpan[order.Length]);
        // a bound on the count may not keep a server from being asked at all
        if (schedule.MaximumCount != 0)
            schedule = schedule with { MaximumCount = Math.Max(schedule.MaximumCount, order.Length * transmissionsPerVisit) };
        return new ServerWalk(schedule, transmissionsPerVisit, order, waits).Wait(WalkAction.SendToNext, TimeSpan.Zero, random);
    }

    public WalkStep TimedOut(TimeSpan elapsed, Random random)
    {
        if (Schedule.IsExhausted(Transmissions, elapsed))
            return new(this, WalkAction.GiveUp, default);
        return SentInThisVisit < TransmissionsPerVisit
            ? Sent(this with { SentInThisVisit = SentInThisVisit + 1 }).Wait(WalkAction.SendAgain, elapsed, random)
            : ToNext().Wait(WalkAction.SendToNext, elapsed, random);
    }

    /// <summary>Nobody listens there. Whoever has not been asked yet is asked at once; otherwise only time can help.</summary>
    public WalkStep Refused(TimeSpan elapsed, Random random) =>
        Visited < Order.Length && !Schedule.IsExhausted(Transmissions, elapsed)
            ? ToNext().Wait(WalkAction.SendToNext, elapsed, random)
            : new(this, WalkAction.Stay, default);

    private ServerWalk ToNext() => Sent(this with
    {
        Place = (Place + 1) % Order.Length,
        SentInThisVisit = 1,
        Visited = Math.Min(Visited + 1, Order.Length),
    });

    private static ServerWalk Sent(ServerWalk walk) => walk with { Transmissions = walk.Transmissions + 1 };

    private WalkStep Wait(WalkAction action, TimeSpan elapsed, Random random)
    {
        var wait = Waits[Place] == TimeSpan.Zero ? Schedule.First(random) : Schedule.Next(Waits[Place], random);
        var walk = this with { Waits = Waits.SetItem(Place, wait) };
        // MRD ends the last wait early
        var left = Schedule.MaximumDuration - elapsed;
        return new(walk, action, Schedule.MaximumDuration != TimeSpan.Zero && wait > left ? left : wait);
    }
}
