namespace Engine.Akka.Forwarding.Table;

/// <summary>
/// Numbers of epochs: a later owner's is higher, and no two nodes make the same. Time of day orders owners that never heard of each
/// other; a known epoch orders those whose clocks disagree.
/// <code>
///  63                          20                    0
/// | Unix time, ms (44 bits)     | of the node (20 bits) |
/// </code>
/// </summary>
internal static class EpochNumber
{
    private const int TagBits = 20;

    /// <param name="known">The highest epoch of the shard that this node has heard of.</param>
    /// <param name="tag">Differs between nodes and between starts of one node; its low 20 bits are used.</param>
    public static ulong Next(long nowUnixMs, ulong known, uint tag) =>
        Math.Max((ulong)nowUnixMs, (known >> TagBits) + 1) << TagBits | tag & ((1u << TagBits) - 1);
}
