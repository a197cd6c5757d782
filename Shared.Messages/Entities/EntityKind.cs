using Google.Protobuf;

namespace Shared.Messages.Entities;

/// <summary>The typed face of <see cref="IEntityKind"/>: a kind overrides this one.</summary>
public abstract class EntityKind<TState> : IEntityKind where TState : class
{
    public abstract string Kind { get; }

    public abstract JournalSchema Journal { get; }

    protected abstract TState InitialState(string key);

    /// <summary>Decides by working on <paramref name="turn"/>: reads its state, applies events, adds effects.</summary>
    protected abstract void Decide(Turn<TState> turn, IMessage command);

    /// <inheritdoc cref="IEntityKind.Meanwhile"/>
    protected virtual void Meanwhile(Turn<TState> turn, IMessage command)
    {
        // most kinds have nobody who can't wait
    }

    protected abstract void Resume(Turn<TState> turn);

    /// <inheritdoc cref="IEntityKind.Rows"/>
    protected virtual IEnumerable<InstallForwarding> Rows(TState state) => [];

    protected abstract TState Evolve(TState state, object @event);

    protected abstract IMessage Snapshot(TState state);

    protected abstract bool IsOver(TState state);

    object IEntityKind.Initial(string key) => InitialState(key);

    Decision IEntityKind.Decide(object state, IMessage command, Moment moment)
    {
        var turn = new Turn<TState>((TState)state, moment, Evolve);
        Decide(turn, command);
        return turn.Decision;
    }

    Decision IEntityKind.Meanwhile(object durable, IMessage command, Moment moment)
    {
        var turn = new Turn<TState>((TState)durable, moment, Evolve);
        Meanwhile(turn, command);
        return turn.Decision;
    }

    Decision IEntityKind.Resume(object state, Moment moment)
    {
        var turn = new Turn<TState>((TState)state, moment, Evolve);
        Resume(turn);
        return turn.Decision;
    }

    IEnumerable<InstallForwarding> IEntityKind.Rows(object state) => Rows((TState)state);

    object IEntityKind.Evolve(object state, object @event) => Evolve((TState)state, @event);

    IMessage IEntityKind.Snapshot(object state) => Snapshot((TState)state);

    bool IEntityKind.IsOver(object state) => IsOver((TState)state);
}
