namespace Engine.Tests.Support;

/// <summary>A clock that moves when told. Timers ring on the caller's thread, in the order in which they are due.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
    private TimeSpan elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return wall;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return elapsed.Ticks;
    }

    /// <summary>Steps the wall clock alone, as an administrator or NTP does.</summary>
    public void StepWallClock(TimeSpan step)
    {
        lock (gate)
            wall += step;
    }

    public void Advance(TimeSpan time)
    {
        TimeSpan end;
        lock (gate)
            end = elapsed + time;
        while (TakeDue(end) is { } timer)
            timer.Ring();
        lock (gate)
            Move(end);
    }

    /// <summary>Completes once at least so many timers are running.</summary>
    public Task TimersArmed(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((count, reached));
            TellWaiting();
        }
        return reached.Task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(TimeSpan end)
    {
        lock (gate)
        {
            if (timers.Where(t => t.Due <= end).MinBy(t => t.Due) is not { } timer)
                return null;
            timers.Remove(timer);
            Move(timer.Due > elapsed ? timer.Due : elapsed);
            return timer;
        }
    }

    private void TellWaiting()
    {
        foreach (var (count, reached) in waiting)
            if (timers.Count >= count)
                reached.TrySetResult();
    }

    private void Move(TimeSpan to)
    {
        wall += to - elapsed;
        elapsed = to;
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
                throw new NotSupportedException("nobody here needs periods");
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.elapsed + dueTime;
                    clock.timers.Add(this);
                    clock.TellWaiting();
                }
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
