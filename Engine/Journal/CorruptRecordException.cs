using Shared.Messages.Entities;

namespace Engine.Journal;

/// <summary>A record was altered, torn, moved or lost.</summary>
public sealed class CorruptRecordException(string path, EntityId stream, long sequence, string cause)
    : JournalUnavailableException(path, $"record {sequence} of stream {stream} {cause}")
{
    public EntityId Stream { get; } = stream;

    public long Sequence { get; } = sequence;

    /// <summary>In a journal file, which an operator can repair.</summary>
    /// <param name="position">Of a lost record: of the one that shows it.</param>
    internal static CorruptRecordException InFile(string path, EntityId stream, long sequence, long position, string cause) =>
        new(path, stream, sequence, $"{cause} (position {position}); {RepairHint.Text}");
}
