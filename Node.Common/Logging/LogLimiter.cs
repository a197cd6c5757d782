namespace Node.Common.Logging;

/// <summary>
/// Lets one source write about one event once per interval, and counts what it holds back. For what peers cause: a peer must not be able
/// to fill a disk. Safe from any thread; not for the path of data packets.
/// </summary>
public sealed class LogLimiter(TimeSpan interval, TimeProvider time)
{
    /// <summary>A flood from forged addresses must not fill the memory either: beyond this many the oldest is forgotten.</summary>
    public const int MaximumSources = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Source, int Event), Entry> entries = [];
    private readonly Queue<((string Source, int Event) Key, long Written)> order = [];

    /// <param name="suppressed">How many were held back since the last one that was let through.</param>
    /// <returns>True: write it now, and say how many were left out.</returns>
    public bool Allow(string source, int eventId, out long suppressed)
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            var key = (source, eventId);
            if (entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.Written, now) < interval)
            {
                entry.Suppressed++;
                suppressed = 0;
                return false;
            }

            suppressed = entry?.Suppressed ?? 0;
            entries[key] = new Entry { Written = now };
            order.Enqueue((key, now));
            Forget();
            return true;
        }
    }

    private void Forget()
    {
        // a key that was written again stands in the queue twice; only its last place counts
        while (entries.Count > MaximumSources || order.Count > 2 * MaximumSources)
        {
            var (key, written) = order.Dequeue();
            if (entries.TryGetValue(key, out var entry) && entry.Written == written)
                entries.Remove(key);
        }
    }

    private sealed class Entry
    {
        public long Written { get; init; }

        public long Suppressed { get; set; }
    }
}
