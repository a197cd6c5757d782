using Engine.Akka.Journal;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Akka.Entities;

/// <summary>An entity's state, and what its kind makes of commands: decided and evolved at once, sealed for the journal on return.</summary>
internal sealed class EntityLife(EntityId id, IEntityKind kind, EntityNode node)
{
    private readonly Random random = node.Parts.Random();
    private long snapshotSequence;
    private object durable = kind.Initial(id.Key);

    public object State { get; private set; } = kind.Initial(id.Key);

    /// <summary>Of the last record handed to the journal or read from it; 0 before the first. It goes on from one life to the next.</summary>
    public long Sequence { get; private set; }

    /// <summary>Whether the journal holds anything of this life.</summary>
    public bool HasRecords { get; private set; }

    /// <summary>Of our own event it could make nothing.</summary>
    public bool IsBroken { get; private set; }

    public Moment Now() => new(node.Parts.Time.GetUtcNow(), random);

    /// <returns>Null when the kind threw: nothing happened then.</returns>
    public Decided? Decide(IMessage command) => Decide(command.Descriptor.Name, moment => kind.Decide(State, command, moment));

    public Decided? Resume() => Decide(nameof(IEntityKind.Resume), moment => kind.Resume(State, moment));

    /// <summary>The state up to here is in the journal, and what follows from it was done.</summary>
    public void Performed(object state) => durable = state;

    /// <summary>Asks the kind what can't wait for the journal, and keeps what it makes of the durable state.</summary>
    /// <returns>Effects to be performed now.</returns>
    public IReadOnlyList<Effect> Meanwhile(IMessage command)
    {
        try
        {
            var decision = kind.Meanwhile(durable, command, Now());
            if (Durable(decision.Events) is [var wrong, ..])
                throw new InvalidOperationException($"{wrong.Descriptor.Name} can't be made durable meanwhile");
            durable = decision.Events.Aggregate(durable, kind.Evolve);
            return decision.Effects;
        }
        catch (Exception e)
        {
            node.Parts.Observer.DecideFailed(id, nameof(IEntityKind.Meanwhile), e);
            return [];
        }
    }

    public bool IsOver()
    {
        try
        {
            return kind.IsOver(State);
        }
        catch (Exception e)
        {
            node.Parts.Observer.DecideFailed(id, nameof(IEntityKind.IsOver), e);
            return false;
        }
    }

    /// <summary>The stream has been deleted: the next command begins a new life.</summary>
    public void BeginAnew()
    {
        State = durable = kind.Initial(id.Key);
        HasRecords = false;
        snapshotSequence = Sequence;
    }

    /// <exception cref="Engine.Journal.CorruptRecordException">It was altered, moved, or written by a newer program.</exception>
    public void Replay(JournalRecord record)
    {
        Sequence = record.Sequence;
        HasRecords = true;
        var events = node.Codec.Open(id, kind, record);
        if (record.IsSnapshot)
            (State, snapshotSequence) = (kind.Initial(id.Key), record.Sequence);
        if (!IsBroken && TryEvolve(events, out var state))
            State = state;
    }

    /// <summary>All has been read. Of a stream that was deleted nothing is left but a number that may not be used again.</summary>
    public void SkipTo(long sequence)
    {
        Sequence = Math.Max(Sequence, sequence);
        durable = State;
    }

    private Decided? Decide(string name, Func<Moment, Decision> decide)
    {
        var moment = Now();
        try
        {
            var decision = decide(moment);
            if (!TryEvolve(decision.Events, out var state))
                return null;
            var durable = Durable(decision.Events);
            var record = durable.Count > 0 ? Seal(state, durable) : null;
            State = state;
            return new Decided(record, decision.Effects, moment);
        }
        catch (Exception e)
        {
            node.Parts.Observer.DecideFailed(id, name, e);
            return null;
        }
    }

    private bool TryEvolve(IReadOnlyList<object> events, out object state)
    {
        state = State;
        foreach (var @event in events)
            try
            {
                state = kind.Evolve(state, @event);
            }
            catch (Exception e)
            {
                IsBroken = true;
                node.Parts.Observer.EntityStopped(id, @event.GetType().Name, e);
                return false;
            }
        return true;
    }

    private static List<IMessage> Durable(IReadOnlyList<object> events) => [.. events.Where(e => e is not ITransientEvent).Select(e =>
        e as IMessage ?? throw new InvalidOperationException($"{e.GetType().Name} is neither durable nor transient"))];

    /// <summary>The decision that carries a stream beyond the limit is written as one snapshot instead of its events.</summary>
    private JournalRecord Seal(object state, List<IMessage> events)
    {
        var sequence = Sequence + 1;
        var record = sequence - snapshotSequence >= node.Settings.SnapshotAfterRecords && TrySnapshot(state) is { } snapshot
            ? node.Codec.SealSnapshot(id, kind, sequence, snapshot)
            : node.Codec.Seal(id, kind, sequence, events);
        if (record.IsSnapshot)
            snapshotSequence = sequence;
        Sequence = sequence;
        HasRecords = true;
        return record;
    }

    /// <returns>Null when the kind threw: the events stay, and nothing is lost.</returns>
    private IMessage? TrySnapshot(object state)
    {
        try
        {
            return kind.Snapshot(state);
        }
        catch (Exception e)
        {
            node.Parts.Observer.DecideFailed(id, nameof(IEntityKind.Snapshot), e);
            return null;
        }
    }
}

/// <param name="Record">Null when nothing of it is durable.</param>
internal sealed record Decided(JournalRecord? Record, IReadOnlyList<Effect> Effects, Moment Moment);
