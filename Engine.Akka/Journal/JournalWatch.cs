using System.Collections.Concurrent;

namespace Engine.Akka.Journal;

/// <summary>Says so when the journal keeps decisions waiting: at once when a write fails, and each second while one is under way.</summary>
internal sealed class JournalWatch(IEngineObserver observer, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<object, long> waiting = new();
    private readonly Lock gate = new();
    private ITimer? watch;
    private long lastSaid = long.MinValue;
    private int records;

    /// <summary>Age of the oldest write that is under way; zero for none.</summary>
    public TimeSpan BusyFor => waiting.IsEmpty ? TimeSpan.Zero : time.GetElapsedTime(waiting.Values.DefaultIfEmpty(time.GetTimestamp()).Min());

    /// <summary>That are on their way to the journal.</summary>
    public int Records => Volatile.Read(ref records);

    public void Start() => watch = time.CreateTimer(_ => Look(), null, Interval, Timeout.InfiniteTimeSpan);

    public void Begun(object writer) => waiting.TryAdd(writer, time.GetTimestamp());

    public void Ended(object writer) => waiting.TryRemove(writer, out _);

    /// <param name="count">Below zero: so many are on their way no longer.</param>
    public void OnTheirWay(int count) => Interlocked.Add(ref records, count);

    /// <summary>Thousands of writers fail together, and one line says it.</summary>
    public void Failed(Exception cause)
    {
        lock (gate)
        {
            if (lastSaid != long.MinValue && time.GetElapsedTime(lastSaid) < Interval)
                return;
            lastSaid = time.GetTimestamp();
        }
        observer.JournalStalled(cause, BusyFor);
    }

    public void Dispose() => watch?.Dispose();

    private void Look()
    {
        if (BusyFor is var busy && busy >= Interval)
            observer.JournalStalled(null, busy);
        watch?.Change(Interval, Timeout.InfiniteTimeSpan);
    }
}
