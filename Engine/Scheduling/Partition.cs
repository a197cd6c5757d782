using System.Collections.Concurrent;
using System.Threading.Channels;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <summary>
/// Some of the entities, and all that happens to them, one thing after another. Passive: a thread or a simulation pumps it,
/// never two at once. Everything else reaches it through the mailbox, the queue of finished commits and the alarm.
/// </summary>
internal sealed class Partition : IDisposable
{
    private readonly PartitionContext context;
    private readonly Channel<Envelope> mailbox = Channel.CreateUnbounded<Envelope>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentQueue<PendingDecision[]> committed = new();
    private readonly Channel<bool> wakeUps = Channel.CreateBounded<bool>(1);
    private readonly PartitionTimers timers;
    private readonly EffectRunner effects;
    private readonly Decider decider;
    private readonly TaskCompletionSource resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int isAwake;
    private int depth;
    private int alarms;
    private int resumeRequests;
    private int snapshotRequests;
    private int aheadOfJournal;
    private long lastTurn;

    public Partition(EntityTable entities, PartitionContext context)
    {
        Entities = entities;
        this.context = context;
        lastTurn = context.Time.GetTimestamp();
        timers = new PartitionTimers(context.Time, Alarm);
        decider = new Decider(this, context, timers);
        effects = new EffectRunner(context, timers);
    }

    public EntityTable Entities { get; }

    /// <summary>Commands waiting.</summary>
    public int Depth => Volatile.Read(ref depth);

    /// <summary>Whether a pump would find work.</summary>
    public bool IsAwake => Volatile.Read(ref isAwake) != 0;

    /// <summary>When it last began a turn of work: a timestamp of the engine's clock.</summary>
    public long LastTurn => Volatile.Read(ref lastTurn);

    /// <summary>Has it turn once, though there may be nothing to do.</summary>
    public void Nudge() => Wake();

    public void Post(in Envelope envelope)
    {
        context.Work.Begin();
        Interlocked.Increment(ref depth);
        mailbox.Writer.TryWrite(envelope);
        Wake();
    }

    /// <summary>These decisions are durable.</summary>
    public void Committed(PendingDecision[] decisions)
    {
        committed.Enqueue(decisions);
        Wake();
    }

    /// <summary>Before the first pump: the rows of its entities, without a decision.</summary>
    public void InstallRows()
    {
        foreach (var cell in Entities.All)
            if (!cell.IsStopped)
                effects.PerformRows(cell);
    }

    /// <summary>Has every entity resumed, as recovery has loaded them.</summary>
    public Task RequestResume()
    {
        Request(ref resumeRequests);
        return resumed.Task;
    }

    /// <summary>Has every stream that is worth it become one snapshot, so that the next start reads little.</summary>
    public void RequestSnapshots() => Request(ref snapshotRequests);

    /// <summary>Waits until there may be work.</summary>
    public ValueTask<bool> WaitForWork(CancellationToken cancellation) => wakeUps.Reader.ReadAsync(cancellation);

    /// <summary>Does everything there is to do now.</summary>
    public void Pump()
    {
        // a full fence: a command that comes after the queues were read must see the 0, or nobody wakes us for it
        Interlocked.Exchange(ref isAwake, 0);
        if (context.Fate.HasFailed)
            return;
        // a timer may be due on arrival: nobody may find the engine idle before the pump has looked
        context.Work.Begin();
        if (Serve(ref resumeRequests, cell => decider.Resume(cell), _ => true))
            resumed.TrySetResult();
        var rung = Interlocked.Exchange(ref alarms, 0);
        if (rung > 0)
            timers.AlarmRang();
        while (!context.Fate.HasFailed && Turn())
        {
        }
        Serve(ref snapshotRequests, cell => decider.Snapshot(cell), IsWorthASnapshot);
        timers.SetAlarm();
        for (; rung > 0; rung--)
            context.Work.End();
        context.Work.End();
    }

    public void Dispose()
    {
        timers.Dispose();
        context.Sealer.Dispose();
    }

    /// <summary>First what became durable, then what is due, then new commands: old work ends before new work begins.</summary>
    private bool Turn()
    {
        Volatile.Write(ref lastTurn, context.Time.GetTimestamp());
        var worked = false;
        while (committed.TryDequeue(out var decisions))
        {
            Perform(decisions);
            worked = true;
        }
        for (var i = 0; i < Limits.CommandsPerTurn && !context.Fate.IsDraining && timers.TakeDue() is { } timer; i++)
        {
            context.Work.Begin();
            Deliver(new Envelope(timer.Cell.Id, new TimerFired { Name = timer.Name }, null));
            worked = true;
        }
        for (var i = 0; i < Limits.CommandsPerTurn && aheadOfJournal < Limits.AheadOfJournal; i++)
        {
            if (!mailbox.Reader.TryRead(out var envelope))
                break;
            Interlocked.Decrement(ref depth);
            Deliver(envelope);
            worked = true;
        }
        return worked;
    }

    /// <returns>Whether there was a request.</returns>
    private bool Serve(ref int requests, Func<EntityCell, PendingDecision?> decide, Predicate<EntityCell> concerned)
    {
        if (Interlocked.Exchange(ref requests, 0) == 0)
            return false;
        foreach (var cell in Entities.InOrder)
            if (!cell.IsStopped && concerned(cell))
            {
                context.Work.Begin();
                var before = cell.State;
                Settle(cell, before, decide(cell));
            }
        context.Work.End();
        return true;
    }

    /// <summary>Reading some records takes less time than replacing them does, unless they need their key.</summary>
    private bool IsWorthASnapshot(EntityCell cell) =>
        cell.HasOldKey || (cell.Sequence - cell.SnapshotSequence) * Limits.StopSnapshotShare >= context.Settings.SnapshotAfterRecords;

    private void Deliver(in Envelope envelope)
    {
        var cell = Entities.FindOrAdd(envelope.To, context.Kinds);
        if (cell.Pending is { } pending && !cell.IsStopped)
            effects.PerformMeanwhile(cell, decider.Meanwhile(cell, pending, envelope.Command));
        var before = cell.State;
        Settle(cell, before, cell.IsStopped ? null : decider.Decide(cell, envelope));
    }

    /// <summary>Sends a decision on its way: to the journal, behind earlier ones of its entity, or straight to its effects.</summary>
    /// <param name="before">The entity's state without it.</param>
    private void Settle(EntityCell cell, object before, PendingDecision? decision)
    {
        if (decision is null)
        {
            ForgetIfOver(cell);
            context.Work.End();
            return;
        }
        if (decision.IsDurable && cell.Pending is null)
        {
            Finish(decision);
            return;
        }
        (cell.Pending ??= new PendingDecisions(before)).Add(decision);
        if (decision.IsDurable)
            return;
        aheadOfJournal++;
        context.Writer.Append(decision);
    }

    private void Perform(PendingDecision[] decisions)
    {
        foreach (var decision in decisions)
        {
            aheadOfJournal--;
            decision.IsDurable = true;
            var cell = decision.Cell;
            while (cell.Pending is { } pending && pending.TakeDurable() is { } first)
            {
                if (pending.IsEmpty)
                    cell.Pending = null;
                Finish(first);
            }
        }
    }

    private void Finish(PendingDecision decision)
    {
        effects.Perform(decision);
        context.Crash?.Performed(decision);
        ForgetIfOver(decision.Cell);
        context.Work.End();
    }

    /// <summary>Once nothing is under way any more: a command in between may have begun the life anew.</summary>
    private void ForgetIfOver(EntityCell cell)
    {
        if (cell.Pending is not null || cell.IsStopped || !Entities.Holds(cell) || !decider.IsOver(cell))
            return;
        timers.CancelAll(cell);
        Entities.Remove(cell);
        if (cell.Sequence == 0)
            return;
        context.Work.Begin();
        Settle(cell, cell.State, decider.Delete(cell));
    }

    private void Alarm() => Request(ref alarms);

    private void Request(ref int requests)
    {
        context.Work.Begin();
        Interlocked.Increment(ref requests);
        Wake();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref isAwake, 1) == 0)
            wakeUps.Writer.TryWrite(true);
    }
}
