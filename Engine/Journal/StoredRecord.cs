namespace Engine.Journal;

/// <summary>Numbers stand in the journal, so they are frozen.</summary>
public enum RecordType
{
    Event = 1,
    Snapshot = 2,
}

public readonly record struct StoredRecord(JournalStream Stream, long Sequence, RecordType Type, byte[] Payload);
