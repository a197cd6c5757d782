using Engine.Akka.Journal;
using Shared.Messages.Entities;

namespace Engine.Akka.Entities;

/// <summary>A decision whose events are in the state already, and whose effects wait until they are in the journal.</summary>
/// <param name="stateAfter">The entity's, once this is performed.</param>
/// <param name="record">Null: nothing to journal; the decision only waits for earlier ones.</param>
internal sealed class PendingDecision(object stateAfter, JournalRecord? record, IReadOnlyList<Effect> effects, IReadOnlyList<EntityTimer> timers,
    Waiting? cause)
{
    public object StateAfter { get; } = stateAfter;

    public JournalRecord? Record { get; } = record;

    public IReadOnlyList<Effect> Effects { get; } = effects;

    /// <summary>What the <see cref="StartTimer"/> effects start, in their order.</summary>
    public IReadOnlyList<EntityTimer> Timers { get; } = timers;

    /// <summary>Null for a timer and for what is done after a recovery.</summary>
    public Waiting? Cause { get; } = cause;

    public bool IsDurable { get; set; } = record is null;
}
