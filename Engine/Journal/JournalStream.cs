using Shared.Messages.Entities;

namespace Engine.Journal;

/// <summary>One life of one entity in the journal.</summary>
public sealed class JournalStream(EntityId entity)
{
    public EntityId Entity { get; } = entity;

    /// <summary>What the storage remembers of it; nobody else touches that. Null before the first commit.</summary>
    public object? Place { get; set; }
}
