using System.Runtime.InteropServices;

namespace Platform.Links;

/// <summary>Waits for a few descriptors at once, for threads that have nothing else to do.</summary>
public static unsafe class DescriptorWait
{
    /// <summary>A standby's or an active's few links; more is a mistake.</summary>
    public const int MaxDescriptors = 64;

    /// <param name="ready">Set for each descriptor that is readable, hung up or broken.</param>
    /// <param name="timeoutMs">-1 for ever.</param>
    /// <returns>How many are ready.</returns>
    public static int Any(ReadOnlySpan<SafeHandle> descriptors, Span<bool> ready, int timeoutMs)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(descriptors.Length, MaxDescriptors);
        var entries = stackalloc PacketNative.PollEntry[descriptors.Length];
        for (var i = 0; i < descriptors.Length; i++)
            entries[i] = PacketNative.PollEntry.ForInput(descriptors[i]);
        var count = PacketNative.Poll(entries, (nuint)descriptors.Length, timeoutMs);
        for (var i = 0; i < descriptors.Length; i++)
            ready[i] = count > 0 && entries[i].Returned != 0;
        return Math.Max(0, count);
    }
}
