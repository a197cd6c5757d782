namespace Lns.Node.Forwarding;

/// <summary>One counter for each <see cref="Drop"/>, written from any thread.</summary>
public sealed class DropCounters
{
    private readonly long[] counts = new long[Enum.GetValues<Drop>().Length];

    public long this[Drop reason] => Volatile.Read(ref counts[(int)reason]);

    public void Count(Drop reason) => Interlocked.Increment(ref counts[(int)reason]);
}
