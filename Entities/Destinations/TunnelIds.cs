using System.Net;

namespace Entities.Destinations;

/// <summary>
/// Chooses local tunnel ids. The high 8 bits are the shard, from the peer's address and one further for each tunnel that it already
/// has, so that a busy LAC is spread; the low 8 are random and never 0, since ids should not be guessed (RFC 2661 §9.1).
///
/// An id is unique per local end point, which several destinations share; so two of them may choose the same. The tunnel decides: it
/// lives for the peer that came first, and answers the other with <c>TunnelIdTaken</c>, upon which that destination chooses again. So
/// nothing needs to be asked before a tunnel is opened, and no table is shared.
/// </summary>
internal static class TunnelIds
{
    private const int Shards = 256;

    /// <summary>Null when every id is in use or at rest.</summary>
    /// <param name="old">The tunnel that a recovery tunnel is for: it lies in the same shard, while that has room.</param>
    public static ushort? Choose(IPAddress peer, int tunnels, Func<ushort, bool> isUsed, Random random, uint? old = null)
    {
        var first = old is { } tunnel ? (int)(tunnel >> 8) : (int)(StableHash.Of(peer) % Shards) + tunnels;
        for (var step = 0; step < Shards; step++)
        {
            var shard = (first + step) % Shards;
            var free = Enumerable.Range(1, 255).Select(low => (ushort)(shard << 8 | low)).Where(id => !isUsed(id)).ToList();
            if (free.Count > 0)
                return free[random.Next(free.Count)];
        }
        return null;
    }
}
