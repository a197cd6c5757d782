using System.Collections.Concurrent;

namespace Platform;

/// <summary>One <see cref="UdpPeer"/> for each remote address, so that a datagram from a known peer allocates nothing.</summary>
internal sealed class UdpPeerTable
{
    /// <summary>
    /// Sources can be forged, so the table is bounded: a full one starts afresh. That costs only allocations, because peers are
    /// compared by value.
    /// </summary>
    public const int MaxPeers = 16_384;

    private readonly ConcurrentDictionary<UdpPeerKey, UdpPeer> peers = new();
    private int count;

    /// <param name="raw">struct sockaddr_in or sockaddr_in6.</param>
    public UdpPeer Find(ReadOnlySpan<byte> raw) =>
        peers.TryGetValue(UdpPeerKey.Of(raw), out var known) ? known : Add(UdpPeer.FromRaw(raw));

    public UdpPeer Intern(UdpPeer peer) => peers.TryGetValue(peer.Key, out var known) ? known : Add(peer);

    private UdpPeer Add(UdpPeer peer)
    {
        if (Interlocked.Increment(ref count) > MaxPeers)
        {
            peers.Clear();
            Volatile.Write(ref count, 1);
        }
        return peers.GetOrAdd(peer.Key, peer);
    }
}
