namespace Engine.Scheduling;

/// <summary>The decisions of one entity whose effects are not performed yet, oldest first, and its state without them.</summary>
internal sealed class PendingDecisions(object durable)
{
    private readonly Queue<PendingDecision> queue = new();

    /// <summary>
    /// What the entity would be after a crash, but for transient events: of decisions before these, and of what was answered meanwhile.
    /// </summary>
    public object Durable { get; set; } = durable;

    public bool IsEmpty => queue.Count == 0;

    public void Add(PendingDecision decision) => queue.Enqueue(decision);

    /// <returns>The oldest, if the journal has it, or it needed none.</returns>
    public PendingDecision? TakeDurable()
    {
        if (!queue.TryPeek(out var first) || !first.IsDurable)
            return null;
        Durable = first.StateAfter;
        return queue.Dequeue();
    }
}
