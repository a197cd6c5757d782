namespace Engine.Scheduling;

/// <summary>One start of a named timer. Exists from the decision on; is queued once the decision is durable.</summary>
/// <param name="dueTimestamp">Of the monotonic clock, so that a step of the wall clock moves no timer.</param>
internal sealed class EntityTimer(EntityCell cell, string name, long dueTimestamp)
{
    public const int NotQueued = -1;

    public EntityCell Cell { get; } = cell;

    public string Name { get; } = name;

    public long DueTimestamp { get; } = dueTimestamp;

    /// <summary>Decided away since (cancelled, replaced): never queued, never fired.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>Place in the queue's heap.</summary>
    public int HeapIndex { get; set; } = NotQueued;

    /// <summary>Order of queueing, so that timers due at once fire in a defined order.</summary>
    public long Order { get; set; }
}
