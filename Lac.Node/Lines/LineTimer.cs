using Platform.Polling;

namespace Lac.Node.Lines;

/// <summary>One timer of a line, due on the lines' thread. A new start replaces the old one.</summary>
sealed class LineTimer : IDisposable
{
    /// <summary>Timers of the runtime may come this much early.</summary>
    private const double SlackMs = 20;

    private readonly Poller poller;
    private readonly TimeProvider time;
    private readonly Action onDue;
    private readonly Action fire;
    private readonly ITimer timer;
    private long startedAt;
    private int? periodMs;

    public LineTimer(Poller poller, TimeProvider time, Action onDue)
    {
        this.poller = poller;
        this.time = time;
        this.onDue = onDue;
        fire = Fire;
        timer = time.CreateTimer(_ => this.poller.Post(fire), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start(int milliseconds)
    {
        startedAt = time.GetTimestamp();
        periodMs = milliseconds;
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    public void Stop() => periodMs = null;

    public void Dispose()
    {
        Stop();
        timer.Dispose();
    }

    /// <summary>It may have been stopped, or started anew, while it was on its way here.</summary>
    private void Fire()
    {
        if (periodMs is not { } period || time.GetElapsedTime(startedAt).TotalMilliseconds < period - SlackMs)
            return;
        periodMs = null;
        onDue();
    }
}
