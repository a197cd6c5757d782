using Engine.Scheduling;
using Shared.Messages.Entities;

namespace Engine.Faults;

/// <summary>
/// An engine's way to die at a chosen step: it is told of every decision, of every commit and of every decision's end, and ends the process
/// where it was ordered to. An engine without one asks nothing of anybody.
/// </summary>
/// <param name="die">With the last words. Called on the thread that has come there, which it keeps.</param>
public sealed class CrashPoint(CrashOrder order, Action<CrashSide, string> die)
{
    private int seen;
    private volatile PendingDecision? doomed;

    public CrashOrder Order => order;

    /// <summary>Called by the partition that has decided.</summary>
    internal void Decided(PendingDecision pending, Decision decision)
    {
        if (doomed is not null || !decision.Events.Concat(decision.Effects).Any(item => IsMeant(pending.Cell.Id, item)))
            return;
        if (Interlocked.Increment(ref seen) != order.Nth)
            return;
        doomed = pending;
        // with nothing to commit there is one moment only
        if (order.Side == CrashSide.Stuck || (pending.Write is null && order.Side != CrashSide.Performed))
            Die();
    }

    /// <summary>Called by the journal's writer, around the commit.</summary>
    internal void Commit(CrashSide side, IReadOnlyList<PendingDecision> batch)
    {
        if (order.Side == side && doomed is { } decision && batch.Contains(decision))
            Die();
    }

    internal void Performed(PendingDecision decision)
    {
        if (order.Side == CrashSide.Performed && doomed == decision)
            Die();
    }

    private bool IsMeant(EntityId entity, object item) =>
        item.GetType().Name == order.Name
        && (order.Text.Length == 0 || $"{entity} {item}".Contains(order.Text, StringComparison.OrdinalIgnoreCase));

    private void Die() => die(order.Side, $"crash point {order} is reached");
}
