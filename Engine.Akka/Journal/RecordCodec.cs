using Engine.Journal;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Akka.Journal;

/// <summary>Makes records of decisions and decisions of records.</summary>
/// <param name="path">Of the journal, for messages.</param>
internal sealed class RecordCodec(string path, ClusterSealer sealer)
{
    public JournalRecord Seal(EntityId id, IEntityKind kind, long sequence, IReadOnlyList<IMessage> events) =>
        new(sequence, false, sealer.Seal(id, sequence, RecordType.Event, DecisionRecord.Write(kind.Journal, events)));

    public JournalRecord SealSnapshot(EntityId id, IEntityKind kind, long sequence, IMessage snapshot) =>
        new(sequence, true, sealer.Seal(id, sequence, RecordType.Snapshot, DecisionRecord.Write(kind.Journal, [snapshot])));

    /// <exception cref="CorruptRecordException">It is not what was written there.</exception>
    public IReadOnlyList<IMessage> Open(EntityId id, IEntityKind kind, JournalRecord record)
    {
        var plain = sealer.Open(id, record.Sequence, record.IsSnapshot ? RecordType.Snapshot : RecordType.Event, record.Sealed)
            ?? throw new CorruptRecordException(path, id, record.Sequence, "is damaged, or was sealed with a key that is not in the key file");
        try
        {
            return DecisionRecord.Read(kind.Journal, plain)
                ?? throw new CorruptRecordException(path, id, record.Sequence, "was written by a newer version of this program");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new CorruptRecordException(path, id, record.Sequence, $"is no decision of its kind: {e.Message}");
        }
    }
}
