namespace Engine.Standby;

/// <summary>What a standby makes of an active's heartbeat.</summary>
/// <param name="processPatience">For the beat of the whole process: it is stopped, or its runtime stands still.</param>
/// <param name="enginePatience">For the beat of its partitions: one is stuck in a decision.</param>
public sealed class ActivePulse(Heartbeat heartbeat, TimeSpan processPatience, TimeSpan enginePatience, TimeProvider time)
{
    private readonly HangDetector process = new(processPatience, processPatience / 2);
    private readonly HangDetector engine = new(enginePatience, processPatience / 2);
    private readonly long start = time.GetTimestamp();

    /// <returns>What hangs; null while nothing does.</returns>
    public string? Look()
    {
        var now = time.GetElapsedTime(start);
        var isStopped = process.Look(heartbeat.Loop, now);
        var isStuck = engine.Look(heartbeat.Partitions, now);
        return isStopped ? "it has shown no life" : isStuck ? "a part of its engine stands still" : null;
    }
}
