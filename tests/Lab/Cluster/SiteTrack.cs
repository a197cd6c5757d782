using System.Diagnostics;
using System.Net;
using Lab.Silences;

namespace Lab.Cluster;

/// <summary>One site as the home side sees it.</summary>
internal sealed class SiteTrack(IPAddress target)
{
    /// <summary>Half of all sequence numbers: what is further ahead comes from behind.</summary>
    private const ushort Ahead = 0x8000;

    /// <summary>What has not been answered for so long is lost.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);

    private readonly Silence silence = new();
    private readonly Lock guard = new();
    private (ushort Sequence, long SentAt)? latest;
    private TimeSpan longestLoss;

    public IPAddress Target => target;

    public void Begin()
    {
        silence.Begin();
        lock (guard) longestLoss = TimeSpan.Zero;
    }

    /// <param name="sentAt">When the ping was sent (<see cref="Stopwatch"/>).</param>
    public void Answered(ushort sequence, long sentAt)
    {
        silence.Heard();
        lock (guard)
        {
            if (latest is { } before)
            {
                var step = (ushort)(sequence - before.Sequence);
                if (step is 0 or >= Ahead) return;
                if (step > 1 && Stopwatch.GetElapsedTime(before.SentAt, sentAt) is var loss && loss > longestLoss) longestLoss = loss;
            }
            latest = (sequence, sentAt);
        }
    }

    public TimeSpan LongestGap() => silence.Longest();

    /// <summary>From the last ping that was answered to the next one that was, where there were others between the two.</summary>
    public TimeSpan LongestLoss()
    {
        lock (guard)
        {
            var open = latest is { } last && silence.SinceHeard() > AnswerPatience ? Stopwatch.GetElapsedTime(last.SentAt) : TimeSpan.Zero;
            return open > longestLoss ? open : longestLoss;
        }
    }

    public TimeSpan SinceAnswer() => silence.SinceHeard();
}
