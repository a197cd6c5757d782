namespace Lab.Phone;

/// <summary>
/// Finds <c>+++</c> between silences (S2, S12). The silence after it is not waited for: a lab's terminal that sends three plus signs
/// after a second's rest means them.
/// </summary>
internal sealed class EscapeGuard(TimeProvider time)
{
    /// <summary>S12's default, 50 times 20 ms.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(1);

    private long last = time.GetTimestamp();

    public bool Sees(ReadOnlySpan<byte> octets)
    {
        var now = time.GetTimestamp();
        var isQuiet = time.GetElapsedTime(last, now) >= Guard;
        last = now;
        return isQuiet && octets.SequenceEqual("+++"u8);
    }
}
