using Engine.Journal;
using Engine.Scheduling;
using Engine.Tests.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Scheduling;

public sealed class TimerQueueTests
{
    private static readonly EntityCell Cell = new(new LedgerKind(), new JournalStream(LedgerKind.Id("k")), new LedgerState("k"));

    /// <summary>Against the plain model: a list, sorted by due time and then by arrival. Negative numbers remove, others add.</summary>
    [Fact]
    public void ItIsASortedListWithCheapRemoval()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<int[]>(steps =>
        {
            var queue = new TimerQueue();
            var model = new List<EntityTimer>();
            foreach (var step in steps)
                if (step >= 0 || model.Count == 0)
                {
                    var timer = new EntityTimer(Cell, "t", Math.Abs(step) % 10);
                    queue.Add(timer);
                    model.Add(timer);
                }
                else
                {
                    var timer = model[-(step + 1) % model.Count];
                    queue.Remove(timer);
                    queue.Remove(timer);
                    model.Remove(timer);
                }
            return Drain(queue).SequenceEqual(model.OrderBy(timer => timer.DueTimestamp));
        }));
    }

    private static List<EntityTimer> Drain(TimerQueue queue)
    {
        var timers = new List<EntityTimer>();
        while (queue.Earliest is { } timer)
        {
            timers.Add(timer);
            queue.Remove(timer);
        }
        return timers;
    }
}
