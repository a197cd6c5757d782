using Engine.Journal;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <summary>A decision whose events are in the state already, and whose effects wait until they are in the journal.</summary>
internal sealed class PendingDecision(Partition partition, EntityCell cell, StreamWrite? write, IReadOnlyList<Effect> effects,
    IReadOnlyList<EntityTimer> timers, TaskCompletionSource<IMessage>? answer)
{
    public Partition Partition { get; } = partition;

    /// <summary>The entity's once this is durable.</summary>
    public object StateAfter { get; } = cell.State;

    public EntityCell Cell { get; } = cell;

    /// <summary>Null: nothing to journal; the decision only waits for earlier ones of its entity.</summary>
    public StreamWrite? Write { get; } = write;

    public IReadOnlyList<Effect> Effects { get; } = effects;

    /// <summary>What the <see cref="StartTimer"/> effects start, in their order.</summary>
    public IReadOnlyList<EntityTimer> Timers { get; } = timers;

    public TaskCompletionSource<IMessage>? Answer { get; } = answer;

    public bool IsDurable { get; set; } = write is null;
}
