using Protocols.Ip;

namespace Lns.Node.Forwarding;

/// <summary>
/// Bounds how many triggers reach the entities: a scan of a dial-out prefix or a flood to one address must not fill mailboxes. Used by
/// one thread, the reader of the device.
/// </summary>
public sealed class TriggerGate
{
    /// <summary>Twice the call set-ups a second that the system aims at (performance P2).</summary>
    public const int PerSecond = 5_000;

    /// <summary>More than a session ever buffers (50).</summary>
    public const int PerDestinationPerSecond = 64;

    /// <summary>Power of two. Destinations that share a place here forget each other's count: a few more triggers pass.</summary>
    private const int Places = 4_096;

    private readonly RateLimit all = new(PerSecond);
    private readonly Place[] places = new Place[Places];

    public bool TryPass(Ipv4Address destination, long nowUnixMs)
    {
        var second = nowUnixMs / 1000;
        ref var place = ref places[(destination.Value * 0x9E3779B1u) >> 20];
        if (place.Destination != destination || place.Second != second)
            place = new Place { Destination = destination, Second = second };
        return ++place.Count <= PerDestinationPerSecond && all.TryTake(nowUnixMs);
    }

    private struct Place
    {
        public Ipv4Address Destination;
        public long Second;
        public int Count;
    }
}
