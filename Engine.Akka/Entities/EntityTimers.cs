namespace Engine.Akka.Entities;

/// <summary>A timer that has been decided. It runs once it was started, and never after it was cancelled.</summary>
internal sealed class EntityTimer(string name, long dueTimestamp)
{
    public string Name { get; } = name;

    public long DueTimestamp { get; } = dueTimestamp;

    public bool IsRunning { get; set; }

    public bool IsCancelled { get; set; }
}

/// <summary>
/// The timers of one entity, on the monotonic clock. As in the embedded engine a timer is replaced or cancelled when that is decided,
/// and starts when its decision is durable. An entity has few, so a list.
/// </summary>
/// <param name="ring">Wakes the entity; called on the clock's thread.</param>
internal sealed class EntityTimers(TimeProvider time, Action ring) : IDisposable
{
    /// <summary>About thirty years: what is later than that can't overflow the clock, and needn't fire.</summary>
    private const double LongestDelaySeconds = 1e9;

    private readonly List<EntityTimer> timers = [];
    private ITimer? alarm;
    private long alarmTimestamp = long.MaxValue;

    public EntityTimer Decide(string name, TimeSpan delay)
    {
        Cancel(name);
        var ticks = (long)Math.Ceiling(Math.Clamp(delay.TotalSeconds, 0, LongestDelaySeconds) * time.TimestampFrequency);
        var timer = new EntityTimer(name, time.GetTimestamp() + ticks);
        timers.Add(timer);
        return timer;
    }

    public void Start(EntityTimer timer) => timer.IsRunning = true;

    public void Cancel(string name)
    {
        if (timers.Find(timer => timer.Name == name) is { } timer)
            Forget(timer);
    }

    public void CancelAll()
    {
        while (timers is [var timer, ..])
            Forget(timer);
    }

    /// <summary>The next timer that is due, or null. It is no longer running then.</summary>
    public EntityTimer? TakeDue()
    {
        if (Earliest() is not { } timer || timer.DueTimestamp > time.GetTimestamp())
            return null;
        Forget(timer);
        return timer;
    }

    /// <summary>Sees to it that the entity is woken for its earliest timer.</summary>
    /// <returns>False when that one is due already: the clock may move while the alarm is being set.</returns>
    public bool SetAlarm()
    {
        var due = Earliest()?.DueTimestamp ?? long.MaxValue;
        if (due != alarmTimestamp)
        {
            alarmTimestamp = due;
            alarm ??= time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            alarm.Change(due == long.MaxValue ? Timeout.InfiniteTimeSpan : Until(due), Timeout.InfiniteTimeSpan);
        }
        return due > time.GetTimestamp();
    }

    /// <summary>The alarm has rung; the next <see cref="SetAlarm"/> sets it anew even for the same time.</summary>
    public void AlarmRang() => alarmTimestamp = long.MaxValue;

    public void Dispose() => alarm?.Dispose();

    private EntityTimer? Earliest() => timers.Where(timer => timer.IsRunning).MinBy(timer => timer.DueTimestamp);

    /// <summary>Rounded up to the milliseconds that system timers know, or it would ring too early and for nothing.</summary>
    private TimeSpan Until(long due)
    {
        var milliseconds = Math.Ceiling((due - time.GetTimestamp()) * 1000.0 / time.TimestampFrequency);
        return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, int.MaxValue));
    }

    private void Forget(EntityTimer timer)
    {
        timer.IsCancelled = true;
        timers.Remove(timer);
    }
}
