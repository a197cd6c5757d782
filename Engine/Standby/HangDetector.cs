namespace Engine.Standby;

/// <summary>
/// Tells a hung active from one that this process could not see. It judges only what it watched itself: when its own looks were far
/// apart (this process was stopped, the machine slept or is overloaded), nothing is known about the time between, and it begins anew.
/// </summary>
/// <param name="patience">How long the same beat must be seen before it is a hang.</param>
/// <param name="longestLook">Two looks further apart than this tell nothing about the time between them.</param>
public sealed class HangDetector(TimeSpan patience, TimeSpan longestLook)
{
    private long? beat;
    private TimeSpan watched;
    private TimeSpan lastLook;

    /// <summary>For how long the same beat has been seen.</summary>
    public TimeSpan Watched => watched;

    /// <param name="current">The beat that is in shared memory now; its unit doesn't matter.</param>
    /// <param name="now">By a monotonic clock.</param>
    /// <returns>Whether it hangs.</returns>
    public bool Look(long current, TimeSpan now)
    {
        var since = now - lastLook;
        lastLook = now;
        if (beat != current || since > longestLook)
        {
            (beat, watched) = (current, TimeSpan.Zero);
            return false;
        }
        watched += since;
        return watched >= patience;
    }
}
