using Engine.Tests.Support;

namespace Engine.Akka.Tests.Support;

/// <summary>For a clock of the journal's retries that stands still: what failed by itself, on a machine that has too much to do, waits for it.</summary>
internal static class Winding
{
    /// <summary>Less than a retry waits.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <returns>True, so that it stands before a condition.</returns>
    public static bool Wound(this ManualTimeProvider clock)
    {
        clock.Advance(Step);
        return true;
    }

    public static async Task<T> WoundUntil<T>(this ManualTimeProvider clock, Task<T> answer)
    {
        await Until.True(() => answer.IsCompleted || !clock.Wound(), "it is answered");
        return await answer;
    }
}
