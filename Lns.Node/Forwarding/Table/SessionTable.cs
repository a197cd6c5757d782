using System.Collections.Concurrent;
using Platform;

namespace Lns.Node.Forwarding.Table;

/// <summary>The sessions of one local endpoint by the ids that their peers write into headers. Reads take no lock.</summary>
public sealed class SessionTable
{
    private readonly ConcurrentDictionary<uint, ForwardingSession> sessions = new();

    // sessions with data sequence numbers by the ids that we write: what their entities send takes a number too
    private readonly ConcurrentDictionary<(UdpPeer Peer, uint Ids), ForwardingSession> sequenced = new();

    public int Count => sessions.Count;

    public IEnumerable<ForwardingSession> All => sessions.Values;

    public static uint IdsOf(ushort tunnelId, ushort sessionId) => (uint)tunnelId << 16 | sessionId;

    public ForwardingSession? Find(ushort tunnelId, ushort sessionId) => sessions.GetValueOrDefault(IdsOf(tunnelId, sessionId));

    public ForwardingSession? FindSequenced(UdpPeer peer, ushort peerTunnelId, ushort peerSessionId) =>
        sequenced.GetValueOrDefault((peer, IdsOf(peerTunnelId, peerSessionId)));

    public void Put(ForwardingSession session)
    {
        if (sessions.TryGetValue(session.Ids, out var earlier))
            sequenced.TryRemove(PeerKey(earlier), out _);
        sessions[session.Ids] = session;
        if (session.Sequencing)
            sequenced[PeerKey(session)] = session;
    }

    public void Remove(ForwardingSession session)
    {
        sessions.TryRemove(session.Ids, out _);
        sequenced.TryRemove(PeerKey(session), out _);
    }

    private static (UdpPeer, uint) PeerKey(ForwardingSession session) =>
        (session.Peer, IdsOf(session.PeerTunnelId, session.PeerSessionId));
}
