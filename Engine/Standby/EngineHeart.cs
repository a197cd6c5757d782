using Engine.Scheduling;

namespace Engine.Standby;

/// <summary>
/// Beats into shared memory while an engine runs. The thread is its own, for a pool that is short of threads must not look dead; the
/// partitions are nudged now and then, and the oldest of their answers is what a standby sees.
/// </summary>
internal sealed class EngineHeart : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Beats between two nudges: a quiet partition is woken four times a second.</summary>
    private const int BeatsPerNudge = 10;

    private readonly Heartbeat heartbeat;
    private readonly IReadOnlyList<Partition> partitions;
    private readonly Func<long> position;
    private readonly TimeProvider time;
    private readonly ManualResetEventSlim stop = new();
    private readonly Thread thread;

    public EngineHeart(Heartbeat heartbeat, IReadOnlyList<Partition> partitions, Func<long> position, TimeProvider time)
    {
        (this.heartbeat, this.partitions, this.position, this.time) = (heartbeat, partitions, position, time);
        heartbeat.ProcessId = Environment.ProcessId;
        Beat(0);
        thread = new Thread(Run) { IsBackground = true, Name = "heart" };
        thread.Start();
    }

    public void Dispose()
    {
        stop.Set();
        thread.Join();
        stop.Dispose();
        heartbeat.Dispose();
    }

    private void Run()
    {
        for (var beat = 1; !stop.Wait(Interval); beat++)
            Beat(beat);
    }

    private void Beat(int beat)
    {
        if (beat % BeatsPerNudge == 0)
            foreach (var partition in partitions)
                partition.Nudge();
        heartbeat.Loop = time.GetTimestamp();
        heartbeat.Partitions = partitions.Min(partition => partition.LastTurn);
        heartbeat.Position = position();
    }
}
