namespace Lns.Node.Forwarding;

/// <summary>So many a second, counted in seconds of the given clock. Threads that race at the border may let a few more pass.</summary>
public sealed class RateLimit(int perSecond)
{
    private long second = long.MinValue;
    private int taken;

    public bool TryTake(long nowUnixMs)
    {
        var now = nowUnixMs / 1000;
        if (Volatile.Read(ref second) != now)
        {
            Volatile.Write(ref second, now);
            Volatile.Write(ref taken, 0);
        }
        return Volatile.Read(ref taken) < perSecond && Interlocked.Increment(ref taken) <= perSecond;
    }
}
