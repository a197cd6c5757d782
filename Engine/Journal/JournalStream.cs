using Shared.Messages.Entities;

namespace Engine.Journal;

/// <summary>One life of one entity in the journal.</summary>
public sealed class JournalStream(EntityId entity)
{
    public EntityId Entity { get; } = entity;

    /// <summary>The storage's own name for it; 0 before the first commit. Only the storage touches it.</summary>
    public long Number { get; set; }
}
