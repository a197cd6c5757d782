using Shared.Messages.Entities;

namespace Engine.Journal;

/// <summary>A record was altered, torn, moved or lost.</summary>
public sealed class CorruptRecordException(string path, EntityId stream, long sequence, string cause)
    : JournalUnavailableException(path, $"record {sequence} of stream {stream} {cause}")
{
    public EntityId Stream { get; } = stream;

    public long Sequence { get; } = sequence;
}
