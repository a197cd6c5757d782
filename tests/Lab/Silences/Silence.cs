using System.Diagnostics;

namespace Lab.Silences;

/// <summary>When something was last heard of, and the longest silence since the beginning of a scene.</summary>
internal sealed class Silence
{
    private readonly Lock guard = new();
    private long last = Stopwatch.GetTimestamp();
    private TimeSpan longest;
    private bool isHeard;

    public void Begin()
    {
        lock (guard) (longest, last) = (TimeSpan.Zero, Stopwatch.GetTimestamp());
    }

    public void Heard()
    {
        lock (guard)
        {
            var now = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(last, now) is var gap && gap > longest) longest = gap;
            (last, isHeard) = (now, true);
        }
    }

    public TimeSpan Longest()
    {
        lock (guard) return Stopwatch.GetElapsedTime(last) is var open && open > longest ? open : longest;
    }

    /// <summary>Longer than anything where it was never heard of.</summary>
    public TimeSpan SinceHeard()
    {
        lock (guard) return isHeard ? Stopwatch.GetElapsedTime(last) : TimeSpan.MaxValue;
    }
}
