using System.Net;

namespace Lns.Node.Forwarding.Counters;

/// <summary>What tells one call's counters from another's, also after a restart.</summary>
internal readonly record struct SlotIdentity(uint LocalHash, uint Ids, uint PeerHash)
{
    public ulong Key => CounterSlot.KeyOf(LocalHash, Ids);

    public static SlotIdentity Of(
        IPEndPoint local, ushort tunnelId, ushort sessionId, IPEndPoint peer, ushort peerTunnelId, ushort peerSessionId)
    {
        var peerHash = Mix(Mix(Hash(peer), peerTunnelId), peerSessionId);
        return new SlotIdentity(Hash(local), (uint)tunnelId << 16 | sessionId, peerHash);
    }

    /// <summary>Without a peer: good for <see cref="Key"/> only.</summary>
    public static ulong KeyOf(IPEndPoint local, ushort tunnelId, ushort sessionId) =>
        CounterSlot.KeyOf(Hash(local), (uint)tunnelId << 16 | sessionId);

    // FNV-1a: the same in every process, which string and object hashes are not
    private static uint Hash(IPEndPoint endPoint)
    {
        var hash = 2166136261u;
        foreach (var octet in endPoint.Address.GetAddressBytes())
            hash = (hash ^ octet) * 16777619u;
        return Mix(hash, (ushort)endPoint.Port);
    }

    private static uint Mix(uint hash, ushort value) =>
        (((hash ^ (byte)value) * 16777619u) ^ (byte)(value >> 8)) * 16777619u;
}
