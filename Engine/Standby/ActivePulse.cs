namespace Engine.Standby;

/// <summary>What a standby makes of an active's heartbeat.</summary>
/// <param name="processPatience">For the beat of the whole process: it is stopped, or its runtime stands still.</param>
/// <param name="isStopped">What the kernel says: stopped by a signal. Asked only when beats fail to come.</param>
/// <param name="enginePatience">For the beat of its partitions: one is stuck in a decision.</param>
public sealed class ActivePulse(Heartbeat heartbeat, TimeSpan processPatience, TimeSpan enginePatience, TimeProvider time,
    Func<bool>? isStopped = null)
{
    /// <summary>
    /// Four beats that did not come, of a process of which the kernel says that it is stopped: no collection of garbage and no load of the machine
    /// looks like that, so there is nothing more to wait for.
    /// </summary>
    public static readonly TimeSpan StoppedPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>However patient the other detector is, no one look that a standstill of the machine has kept waiting may be all of a hang, or most of it.</summary>
    private const int LooksOfAHang = 5;

    private readonly HangDetector process = new(processPatience, processPatience / 2);
    private readonly HangDetector engine = new(enginePatience, TimeSpan.FromTicks(Math.Min(processPatience.Ticks / 2, enginePatience.Ticks / LooksOfAHang)));
    private readonly long start = time.GetTimestamp();

    /// <returns>What hangs; null while nothing does.</returns>
    public string? Look()
    {
        var now = time.GetElapsedTime(start);
        var isHung = process.Look(heartbeat.Loop, now);
        var isStuck = engine.Look(heartbeat.Partitions, now);
        if (process.Watched >= StoppedPatience && isStopped is not null && isStopped())
            return "it is stopped by a signal";
        return isHung ? "it has shown no life" : isStuck ? "a part of its engine stands still" : null;
    }
}
