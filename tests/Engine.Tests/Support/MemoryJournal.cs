using Engine.Journal;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Tests.Support;

/// <summary>A disk of its own, which outlives the engines that use it.</summary>
public sealed class MemoryJournal : IJournalStorage
{
    private readonly List<SealingEpoch> epochs = [];
    private readonly List<(EntityId Stream, long Sequence, RecordType Type, byte[] Payload)> records = [];

    public string Path => "memory";

    public IReadOnlyList<SealingEpoch> Epochs => epochs;

    public int RecordsOf(EntityId stream) => records.Count(record => record.Stream == stream);

    public void BeginEpoch(SealingEpoch epoch, IReadOnlyCollection<int> retired)
    {
        epochs.RemoveAll(old => retired.Contains(old.Number));
        epochs.Add(epoch);
    }

    public IEnumerable<StoredRecord> ReadAll()
    {
        var streams = records.Select(record => record.Stream).Distinct().ToDictionary(id => id, id => new JournalStream(id));
        return records.Select(record => new StoredRecord(streams[record.Stream], record.Sequence, record.Type, record.Payload));
    }

    public void Commit(IReadOnlyList<StreamWrite> batch)
    {
        foreach (var write in batch)
        {
            var stream = write.Stream.Entity;
            if (write is StreamWrite.Replace or StreamWrite.Delete)
                records.RemoveAll(record => record.Stream == stream);
            if (write is StreamWrite.Append append)
                records.Add((stream, append.Sequence, RecordType.Event, append.Record));
            if (write is StreamWrite.Replace replace)
                records.Add((stream, replace.Sequence, RecordType.Snapshot, replace.Snapshot));
        }
    }

    public void Dispose()
    {
        // the disk stays
    }
}
