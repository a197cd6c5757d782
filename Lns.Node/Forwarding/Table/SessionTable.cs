using System.Collections.Concurrent;

namespace Lns.Node.Forwarding.Table;

/// <summary>The sessions of one local endpoint by the ids that their peers write into headers. Reads take no lock.</summary>
public sealed class SessionTable
{
    private readonly ConcurrentDictionary<uint, ForwardingSession> sessions = new();

    public int Count => sessions.Count;

    public static uint IdsOf(ushort tunnelId, ushort sessionId) => (uint)tunnelId << 16 | sessionId;

    public ForwardingSession? Find(ushort tunnelId, ushort sessionId) => sessions.GetValueOrDefault(IdsOf(tunnelId, sessionId));

    public void Put(ForwardingSession session) => sessions[session.Ids] = session;

    public bool Remove(ushort tunnelId, ushort sessionId) => sessions.TryRemove(IdsOf(tunnelId, sessionId), out _);
}
