namespace Lns.Node.Radius;

/// <summary>
/// Who is to be woken when. A deadline that is replaced stays in the queue and is skipped when its time comes: cheaper than looking for it.
/// </summary>
internal sealed class DeadlineQueue
{
    private readonly PriorityQueue<(Exchange? Exchange, int Generation, ServerPort? Trial), TimeSpan> queue = new();

    public TimeSpan? NextDue => queue.TryPeek(out _, out var due) ? due : null;

    /// <summary>Replaces the exchange's earlier deadline.</summary>
    public void Set(Exchange exchange, TimeSpan due) => queue.Enqueue((exchange, ++exchange.Generation, null), due);

    public void SetTrial(ServerPort server, TimeSpan due) => queue.Enqueue((null, 0, server), due);

    /// <returns>False when nothing is due.</returns>
    public bool TryTake(TimeSpan now, out Exchange? exchange, out ServerPort? trial)
    {
        (exchange, trial) = (null, null);
        while (queue.TryPeek(out var head, out var due) && due <= now)
        {
            queue.Dequeue();
            if (head.Exchange is { } candidate && (candidate.IsOver || candidate.Generation != head.Generation))
                continue;
            (exchange, trial) = (head.Exchange, head.Trial);
            return true;
        }
        return false;
    }
}
