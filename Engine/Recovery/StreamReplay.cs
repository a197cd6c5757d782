using Engine.Journal;
using Engine.Scheduling;
using Engine.Sealing;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Recovery;

/// <summary>Builds the cells of one partition from its records, which come in the order of their commits.</summary>
internal sealed class StreamReplay(
    string path, EntityTable entities, IReadOnlyDictionary<string, IEntityKind> kinds, RecordOpener opener, KeyRing ring, IEngineObserver observer)
{
    public void Take(in StoredRecord record)
    {
        var id = record.Stream.Entity;
        var cell = entities.Find(id) ?? Begin(record);
        var events = Read(cell, record);
        if (record.Type == RecordType.Snapshot)
            cell.SnapshotSequence = record.Sequence;
        cell.Sequence = record.Sequence;
        cell.HasOldKey |= !ring.IsCurrent(RecordOpener.EpochOf(record.Payload));
        if (!cell.IsStopped)
            Evolve(cell, events);
    }

    private EntityCell Begin(in StoredRecord record)
    {
        var id = record.Stream.Entity;
        if (!kinds.TryGetValue(id.Kind, out var kind))
            throw new JournalUnavailableException(path, $"stream {id} is of a kind that this program doesn't host");
        return entities.Add(record.Stream, kind);
    }

    private IReadOnlyList<IMessage> Read(EntityCell cell, in StoredRecord record)
    {
        var isNext = record.Type == RecordType.Event ? record.Sequence == cell.Sequence + 1 : cell.Sequence == 0;
        if (!isNext)
            throw CorruptRecordException.InFile(path, cell.Id, cell.Sequence + 1, record.Position, $"is missing (found {record.Sequence})");
        var plain = opener.Open(record) ?? throw CorruptRecordException.InFile(path, cell.Id, record.Sequence, record.Position, "is damaged");
        return Parse(cell, record, plain)
            ?? throw new JournalUnavailableException(path, $"record {record.Sequence} of stream {cell.Id} was written by a newer version of this program");
    }

    private IReadOnlyList<IMessage>? Parse(EntityCell cell, in StoredRecord record, byte[] plain)
    {
        try
        {
            return DecisionRecord.Read(cell.Kind.Journal, plain);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw CorruptRecordException.InFile(path, cell.Id, record.Sequence, record.Position, $"is no event of its kind: {e.Message}");
        }
    }

    /// <summary>One entity that can't take its own past must not keep all the others from coming back.</summary>
    private void Evolve(EntityCell cell, IReadOnlyList<IMessage> events)
    {
        foreach (var @event in events)
            try
            {
                cell.State = cell.Kind.Evolve(cell.State, @event);
            }
            catch (Exception e)
            {
                cell.IsStopped = true;
                observer.EntityStopped(cell.Id, @event.Descriptor.Name, e);
                return;
            }
    }
}
