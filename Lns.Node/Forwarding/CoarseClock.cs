namespace Lns.Node.Forwarding;

/// <summary>The time of day to a tenth of a second, for the price of a memory read: packets are stamped with it.</summary>
public sealed class CoarseClock : IDisposable
{
    public const int TickMs = 100;

    private readonly ITimer timer;
    private long unixMs;

    public CoarseClock(TimeProvider time)
    {
        unixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        timer = time.CreateTimer(
            _ => Volatile.Write(ref unixMs, time.GetUtcNow().ToUnixTimeMilliseconds()),
            null, TimeSpan.FromMilliseconds(TickMs), TimeSpan.FromMilliseconds(TickMs));
    }

    public long UnixMs => Volatile.Read(ref unixMs);

    public void Dispose() => timer.Dispose();
}
