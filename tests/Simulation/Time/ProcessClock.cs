namespace Simulation.Time;

/// <summary>The clocks of one machine: monotonic time is the world's, wall-clock time may be stepped as NTP does.</summary>
internal sealed class ProcessClock(Agenda agenda) : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan WallStep { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => agenda.Now.Ticks;

    public override DateTimeOffset GetUtcNow() => Epoch + agenda.Now + WallStep;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(agenda, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm(Agenda agenda, Action ring) : ITimer
    {
        private int setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = ++setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
                agenda.In(dueTime, () =>
                {
                    if (setting == mine)
                        ring();
                });
            return true;
        }

        public void Dispose() => setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
