using Engine.Journal;
using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <summary>One living entity. Touched by its partition only.</summary>
internal sealed class EntityCell(IEntityKind kind, JournalStream stream, object state)
{
    public IEntityKind Kind { get; } = kind;

    public JournalStream Stream { get; } = stream;

    public EntityId Id => Stream.Entity;

    /// <summary>Ahead of the journal by the decisions in <see cref="Pending"/>.</summary>
    public object State { get; set; } = state;

    /// <summary>Of the last record, handed to the journal or read from it; 0 before the first.</summary>
    public long Sequence { get; set; }

    public long SnapshotSequence { get; set; }

    /// <summary>Some record of it was sealed with a key that is no longer the current one.</summary>
    public bool HasOldKey { get; set; }

    /// <summary>Of our own event it could make nothing: it takes no commands until the node starts again.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Null most of the time, for there are many cells.</summary>
    public PendingDecisions? Pending { get; set; }

    /// <summary>Null for none, likewise. Few per entity, so a list.</summary>
    public List<EntityTimer>? Timers { get; set; }
}
