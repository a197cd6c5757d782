namespace Shared.Messages.Entities;

/// <summary>
/// One decision in the making. It lets a decision of several steps read the state that its own earlier events have made,
/// without the decision ever holding a state that <c>Evolve</c> did not produce.
/// </summary>
public sealed class Turn<TState>(TState state, Moment moment, Func<TState, object, TState> evolve)
{
    private readonly List<object> events = [];
    private readonly List<Effect> effects = [];

    public TState State { get; private set; } = state;

    public Moment Moment { get; } = moment;

    public DateTimeOffset Now => Moment.Now;

    public Random Random => Moment.Random;

    public Decision Decision => events.Count == 0 && effects.Count == 0 ? Decision.Nothing : new Decision(events, effects);

    public void Apply(object @event)
    {
        State = evolve(State, @event);
        events.Add(@event);
    }

    public void Do(Effect effect) => effects.Add(effect);
}
