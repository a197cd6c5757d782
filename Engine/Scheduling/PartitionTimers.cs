namespace Engine.Scheduling;

/// <summary>
/// The timers of a partition's entities. A timer is replaced or cancelled when that is decided, so it can't fire at a state that no
/// longer expects it; it starts when its decision is durable, so a stalled journal doesn't use up anybody's retries.
/// </summary>
internal sealed class PartitionTimers(TimeProvider time, Action wake) : IDisposable
{
    /// <summary>About thirty years: what is later than that can't overflow the clock, and needn't fire.</summary>
    private const double LongestDelaySeconds = 1e9;

    private readonly TimerQueue queue = new();
    private ITimer? alarm;
    private long alarmTimestamp = long.MaxValue;

    public EntityTimer Decide(EntityCell cell, string name, TimeSpan delay)
    {
        Cancel(cell, name);
        var ticks = (long)Math.Ceiling(Math.Clamp(delay.TotalSeconds, 0, LongestDelaySeconds) * time.TimestampFrequency);
        var timer = new EntityTimer(cell, name, time.GetTimestamp() + ticks);
        (cell.Timers ??= []).Add(timer);
        return timer;
    }

    public void Start(EntityTimer timer)
    {
        if (!timer.IsCancelled)
            queue.Add(timer);
    }

    public void Cancel(EntityCell cell, string name)
    {
        if (cell.Timers?.Find(timer => timer.Name == name) is { } timer)
            Forget(timer);
    }

    public void CancelAll(EntityCell cell)
    {
        while (cell.Timers is [var timer, ..])
            Forget(timer);
    }

    /// <summary>The next timer that is due, or null. It is no longer running then.</summary>
    public EntityTimer? TakeDue()
    {
        if (queue.Earliest is not { } timer || timer.DueTimestamp > time.GetTimestamp())
            return null;
        Forget(timer);
        return timer;
    }

    /// <summary>Sees to it that the partition is woken for the earliest timer.</summary>
    public void SetAlarm()
    {
        var due = queue.Earliest?.DueTimestamp ?? long.MaxValue;
        if (due == alarmTimestamp)
            return;
        alarmTimestamp = due;
        alarm ??= time.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Change(due == long.MaxValue ? Timeout.InfiniteTimeSpan : Until(due), Timeout.InfiniteTimeSpan);
    }

    /// <summary>The alarm has rung; the next <see cref="SetAlarm"/> sets it anew even for the same time.</summary>
    public void AlarmRang() => alarmTimestamp = long.MaxValue;

    public void Dispose() => alarm?.Dispose();

    /// <summary>Rounded up to the milliseconds that system timers know, or it would ring too early and for nothing.</summary>
    private TimeSpan Until(long due)
    {
        var milliseconds = Math.Ceiling((due - time.GetTimestamp()) * 1000.0 / time.TimestampFrequency);
        return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, int.MaxValue));
    }

    private void Forget(EntityTimer timer)
    {
        timer.IsCancelled = true;
        queue.Remove(timer);
        timer.Cell.Timers!.Remove(timer);
        if (timer.Cell.Timers.Count == 0)
            timer.Cell.Timers = null;
    }
}
