using Google.Protobuf;
using Shared.Messages.Entities;

namespace Simulation.Canaries;

/// <summary>A kind some of whose effects get lost.</summary>
/// <param name="lostRows">Of each entity, so many rows before it resumes.</param>
internal sealed class DroppingKind(IEntityKind inner, Predicate<Effect> isLost, int lostRows = 0) : IEntityKind
{
    public string Kind => inner.Kind;

    public JournalSchema Journal => inner.Journal;

    public object Initial(string key) => inner.Initial(key);

    public Decision Decide(object state, IMessage command, Moment moment) => Without(inner.Decide(state, command, moment));

    public Decision Meanwhile(object durable, IMessage command, Moment moment) => Without(inner.Meanwhile(durable, command, moment));

    public object Evolve(object state, object @event) => inner.Evolve(state, @event);

    public Decision Resume(object state, Moment moment) => Without(inner.Resume(state, moment));

    public IEnumerable<InstallForwarding> Rows(object state) => inner.Rows(state).Skip(lostRows);

    public IMessage Snapshot(object state) => inner.Snapshot(state);

    public bool IsOver(object state) => inner.IsOver(state);

    private Decision Without(Decision decision) => decision with { Effects = [.. decision.Effects.Where(effect => !isLost(effect))] };
}
