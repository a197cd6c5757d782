namespace Engine.Scheduling;

/// <summary>
/// A binary heap that knows where each timer lies: timers are cancelled far more often than they fire, and must leave at once.
/// </summary>
internal sealed class TimerQueue
{
    private readonly List<EntityTimer> heap = [];
    private long nextOrder;

    public int Count => heap.Count;

    public EntityTimer? Earliest => heap.Count > 0 ? heap[0] : null;

    public void Add(EntityTimer timer)
    {
        timer.Order = nextOrder++;
        heap.Add(timer);
        SiftUp(timer, heap.Count - 1);
    }

    public void Remove(EntityTimer timer)
    {
        var index = timer.HeapIndex;
        if (index == EntityTimer.NotQueued)
            return;
        timer.HeapIndex = EntityTimer.NotQueued;
        var last = heap[^1];
        heap.RemoveAt(heap.Count - 1);
        if (last == timer)
            return;
        SiftUp(last, index);
        SiftDown(last, last.HeapIndex);
    }

    private static bool Before(EntityTimer one, EntityTimer other) =>
        one.DueTimestamp != other.DueTimestamp ? one.DueTimestamp < other.DueTimestamp : one.Order < other.Order;

    private void SiftUp(EntityTimer timer, int index)
    {
        while (index > 0 && Before(timer, heap[(index - 1) / 2]))
        {
            Place(heap[(index - 1) / 2], index);
            index = (index - 1) / 2;
        }
        Place(timer, index);
    }

    private void SiftDown(EntityTimer timer, int index)
    {
        while (2 * index + 1 is var child && child < heap.Count)
        {
            if (child + 1 < heap.Count && Before(heap[child + 1], heap[child]))
                child++;
            if (!Before(heap[child], timer))
                break;
            Place(heap[child], index);
            index = child;
        }
        Place(timer, index);
    }

    private void Place(EntityTimer timer, int index)
    {
        heap[index] = timer;
        timer.HeapIndex = index;
    }
}
