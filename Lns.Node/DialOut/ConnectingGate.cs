using Shared.Messages.Entities;

namespace Lns.Node.DialOut;

/// <summary>
/// The node's share of the connecting limit (dial-out.md §3): how many dial-out sessions may be authenticating or connecting at once.
/// Sessions wait for a place first in, first out. Called from the forwarder's and the engine's threads.
/// </summary>
/// <param name="slotFree">Tells a waiting session that it holds a place now.</param>
public sealed class ConnectingGate(int limit, Action<EntityId> slotFree)
{
    private int limit = limit;
    private readonly Lock gate = new();
    private readonly HashSet<EntityId> holders = [];
    private readonly HashSet<EntityId> waiting = [];
    private readonly Queue<EntityId> order = new();

    public int Holders { get { lock (gate) return holders.Count; } }

    public int Waiting { get { lock (gate) return waiting.Count; } }

    /// <summary>The node's share has changed. Who holds a place keeps it.</summary>
    public void SetLimit(int places)
    {
        lock (gate) limit = places;
        AdmitWaiting();
    }

    /// <returns>True: the session holds a place that it did not hold before.</returns>
    public bool TryEnter(EntityId session)
    {
        lock (gate)
            return holders.Count < limit && waiting.Count == 0 && holders.Add(session);
    }

    /// <summary>After a recovery the call goes on, whatever the limit says.</summary>
    public void Retake(EntityId session)
    {
        lock (gate) holders.Add(session);
    }

    public void Await(EntityId session)
    {
        lock (gate)
            if (!holders.Contains(session) && waiting.Add(session)) order.Enqueue(session);
        AdmitWaiting();
    }

    /// <summary>Also ends waiting: a session that was deleted or turned dormant wants no place any more.</summary>
    public void Release(EntityId session)
    {
        lock (gate)
        {
            holders.Remove(session);
            waiting.Remove(session);
        }
        AdmitWaiting();
    }

    /// <summary>Entities that live on this node no more: their places are free, and they wait for none here.</summary>
    public void Forget(Predicate<EntityId> gone)
    {
        lock (gate)
        {
            holders.RemoveWhere(gone);
            waiting.RemoveWhere(gone);
        }
        AdmitWaiting();
    }

    private void AdmitWaiting()
    {
        while (TryTakeWaiting() is { } session)
            slotFree(session);
    }

    private EntityId? TryTakeWaiting()
    {
        lock (gate)
        {
            while (holders.Count < limit && order.TryDequeue(out var next))
            {
                // who left the queue meanwhile is still in its order
                if (!waiting.Remove(next)) continue;
                holders.Add(next);
                return next;
            }
            return null;
        }
    }
}
