namespace Engine.Journal;

/// <summary>Numbers stand in the journal, so they are frozen.</summary>
public enum RecordType
{
    /// <summary>A <see cref="Shared.Messages.Entities.DecisionRecord"/>: what one decision made durable.</summary>
    Event = 1,
    Snapshot = 2,
}

/// <param name="Position">In the journal; 0 where a storage has none.</param>
public readonly record struct StoredRecord(JournalStream Stream, long Sequence, RecordType Type, byte[] Payload, long Position = 0);
