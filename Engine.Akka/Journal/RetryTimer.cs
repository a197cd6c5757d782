namespace Engine.Akka.Journal;

/// <summary>
/// Waits before the journal is asked again: short at first, since one bad row of another stream fails ours along with it, then up to two
/// seconds, and never the same for all, or thousands of streams would come back in one moment.
/// </summary>
internal sealed class RetryTimer(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private ITimer? timer;
    private int failures;

    public void Start(Action ring)
    {
        timer?.Dispose();
        var delay = Math.Min(First.TotalMilliseconds * (1 << Math.Min(failures++, 10)), Longest.TotalMilliseconds);
        timer = time.CreateTimer(_ => ring(), null, TimeSpan.FromMilliseconds(delay * (0.5 + Random.Shared.NextDouble() / 2)),
            Timeout.InfiniteTimeSpan);
    }

    public void Succeeded() => failures = 0;

    public void Dispose() => timer?.Dispose();
}
