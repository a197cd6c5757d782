using System.Diagnostics.Metrics;
using Engine;
using Engine.Journal;
using Engine.Standby;
using Microsoft.Extensions.Logging;
using Shared.Messages.Entities;

namespace Lns.Node.Standby;

/// <summary>The standby's entities, kept as far as the journal is. Used by the watch's thread.</summary>
internal sealed class EntityShadow : IDisposable
{
    public const string MeterName = "Standby";

    /// <summary>The end of a life leaves no record; a sweep finds those that went by unseen, and reads a row for each stream.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    private readonly EngineSettings settings;
    private readonly IReadOnlyCollection<IEntityKind> kinds;
    private readonly IEngineObserver observer;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Meter meter = new(MeterName);
    private JournalFollower? follower;
    private long lastSweep;
    private bool hasCaughtUp;

    public EntityShadow(EngineSettings settings, IReadOnlyCollection<IEntityKind> kinds, IEngineObserver observer, TimeProvider time, ILogger log)
    {
        (this.settings, this.kinds, this.observer, this.time, this.log) = (settings, kinds, observer, time, log);
        meter.CreateObservableGauge("standby.events.behind", () => EventsBehind, "{record}", "Records that the standby's entities have not evolved by");
    }

    public int Entities => follower?.Entities ?? 0;

    public long Position => follower?.Position ?? 0;

    public long EventsBehind { get; private set; }

    public string? Trouble { get; private set; }

    /// <summary>Reads what is new, once; a long journal takes some calls.</summary>
    /// <param name="newest">Position of the journal's newest record.</param>
    public void CatchUp(long newest)
    {
        if (Trouble is not null)
            return;
        try
        {
            follower ??= new JournalFollower(settings, kinds, observer);
            EventsBehind = JournalFollower.EventsBetween(Position, newest);
            if (EventsBehind > 0 || !hasCaughtUp || time.GetElapsedTime(lastSweep) >= SweepInterval)
                Read(follower, newest);
        }
        catch (Exception e)
        {
            GiveUp(e);
        }
    }

    /// <summary>For an engine to start from.</summary>
    /// <returns>Null when the journal must be read from the start.</returns>
    public JournalFollower? Take()
    {
        var taken = follower;
        follower = null;
        return taken;
    }

    public void Dispose()
    {
        follower?.Dispose();
        meter.Dispose();
    }

    private void Read(JournalFollower following, long newest)
    {
        var isAll = following.Read() < JournalFollower.ReadLimit;
        EventsBehind = isAll ? 0 : JournalFollower.EventsBetween(Position, newest);
        if (isAll && !hasCaughtUp)
            StandbyLog.CaughtUp(log, Entities);
        hasCaughtUp |= isAll;
        if (time.GetElapsedTime(lastSweep) < SweepInterval)
            return;
        following.Sweep();
        lastSweep = time.GetTimestamp();
    }

    private void GiveUp(Exception cause)
    {
        Trouble = cause.Message;
        follower?.Dispose();
        follower = null;
        if (cause is JournalUnavailableException)
            StandbyLog.CannotFollow(log, cause.Message);
        else
            StandbyLog.FollowingFailed(log, cause);
    }
}
