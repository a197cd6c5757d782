using Engine.Journal;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <summary>Runs a kind on a cell: the decision's events are in the cell's state, sealed for the journal, on return.</summary>
internal sealed class Decider(Partition partition, PartitionContext context, PartitionTimers timers)
{
    private static readonly List<EntityTimer> NoTimers = [];

    /// <returns>Null when the kind threw: nothing happened then.</returns>
    public PendingDecision? Decide(EntityCell cell, in Envelope envelope)
    {
        var moment = Now();
        try
        {
            return Apply(cell, cell.Kind.Decide(cell.State, envelope.Command, moment), moment, envelope.Answer);
        }
        catch (Exception e)
        {
            return Failed(cell, envelope.Command.Descriptor.Name, e);
        }
    }

    /// <summary>Asks the kind what can't wait for the journal, and keeps what it makes of the durable state.</summary>
    /// <returns>Effects to be performed now.</returns>
    public IReadOnlyList<Effect> Meanwhile(EntityCell cell, PendingDecisions pending, IMessage command)
    {
        try
        {
            var decision = cell.Kind.Meanwhile(pending.Durable, command, Now());
            if (decision.Events.FirstOrDefault(@event => @event is not ITransientEvent) is { } wrong)
                throw new InvalidOperationException($"{wrong.GetType().Name} can't be made durable meanwhile");
            pending.Durable = decision.Events.Aggregate(pending.Durable, cell.Kind.Evolve);
            return decision.Effects;
        }
        catch (Exception e)
        {
            Failed(cell, nameof(IEntityKind.Meanwhile), e);
            return [];
        }
    }

    public PendingDecision? Resume(EntityCell cell)
    {
        var moment = Now() with { Tail = context.Tail };
        try
        {
            return Apply(cell, cell.Kind.Resume(cell.State, moment), moment, null);
        }
        catch (Exception e)
        {
            return Failed(cell, nameof(IEntityKind.Resume), e);
        }
    }

    public PendingDecision? Snapshot(EntityCell cell) =>
        TryReplace(cell, cell.State, cell.Sequence) is { } write ? new PendingDecision(partition, cell, write, [], NoTimers, null) : null;

    public PendingDecision Delete(EntityCell cell) => new(partition, cell, new StreamWrite.Delete(cell.Stream), [], NoTimers, null);

    public bool IsOver(EntityCell cell)
    {
        try
        {
            return cell.Kind.IsOver(cell.State);
        }
        catch (Exception e)
        {
            Failed(cell, nameof(IEntityKind.IsOver), e);
            return false;
        }
    }

    private Moment Now() => new(context.Time.GetUtcNow(), context.Random);

    private PendingDecision? Failed(EntityCell cell, string command, Exception exception)
    {
        context.Metrics.DecideFailed(cell.Id);
        context.Observer.DecideFailed(cell.Id, command, exception);
        return null;
    }

    private PendingDecision? Apply(EntityCell cell, Decision decision, Moment moment, TaskCompletionSource<IMessage>? answer)
    {
        if (!TryEvolve(cell, decision.Events, out var state))
            return null;
        var durable = Durable(decision.Events);
        var write = durable.Count > 0 ? Write(cell, state, durable) : null;
        cell.State = state;
        var pending = new PendingDecision(partition, cell, write, decision.Effects, DecideTimers(cell, decision.Effects, moment), answer);
        context.Crash?.Decided(pending, decision);
        return pending;
    }

    private static List<IMessage> Durable(IReadOnlyList<object> events)
    {
        var durable = new List<IMessage>(events.Count);
        foreach (var @event in events)
            if (@event is not ITransientEvent)
                durable.Add(@event as IMessage
                    ?? throw new InvalidOperationException($"{@event.GetType().Name} is neither durable nor transient"));
        return durable;
    }

    private bool TryEvolve(EntityCell cell, IReadOnlyList<object> events, out object state)
    {
        state = cell.State;
        foreach (var @event in events)
            try
            {
                state = cell.Kind.Evolve(state, @event);
            }
            catch (Exception e)
            {
                cell.IsStopped = true;
                timers.CancelAll(cell);
                context.Metrics.EntityStopped(cell.Id);
                context.Observer.EntityStopped(cell.Id, @event.GetType().Name, e);
                return false;
            }
        return true;
    }

    /// <summary>One record a decision. The one that carries a stream beyond the limit writes a snapshot instead of its events.</summary>
    private StreamWrite Write(EntityCell cell, object state, List<IMessage> events)
    {
        var sequence = cell.Sequence + 1;
        if (sequence - cell.SnapshotSequence >= context.Settings.SnapshotAfterRecords && TryReplace(cell, state, sequence) is { } replace)
            return replace;
        var record = context.Sealer.Seal(cell.Id, sequence, RecordType.Event, DecisionRecord.Write(cell.Kind.Journal, events));
        cell.Sequence = sequence;
        return new StreamWrite.Append(cell.Stream, sequence, record);
    }

    /// <returns>Null when the kind threw: the events stay, and nothing is lost.</returns>
    private StreamWrite.Replace? TryReplace(EntityCell cell, object state, long sequence)
    {
        try
        {
            var snapshot = cell.Kind.Journal.Write(cell.Kind.Snapshot(state));
            var record = context.Sealer.Seal(cell.Id, sequence, RecordType.Snapshot, snapshot);
            cell.Sequence = cell.SnapshotSequence = sequence;
            cell.HasOldKey = false;
            return new StreamWrite.Replace(cell.Stream, sequence, record);
        }
        catch (Exception e)
        {
            Failed(cell, nameof(IEntityKind.Snapshot), e);
            return null;
        }
    }

    private List<EntityTimer> DecideTimers(EntityCell cell, IReadOnlyList<Effect> effects, Moment moment)
    {
        List<EntityTimer>? started = null;
        foreach (var effect in effects)
            if (effect is StartTimer start)
                (started ??= []).Add(timers.Decide(cell, start.Name, start.Due - moment.Now));
            else if (effect is CancelTimer cancel)
                timers.Cancel(cell, cancel.Name);
        return started ?? NoTimers;
    }
}
