using Engine.Journal;
using Engine.Sealing;

namespace Engine.Recovery;

/// <summary>
/// Records at the very end of a journal that can't be opened: what a power cut leaves of the last commit on a disk that said it was written.
/// Anything else that can't be opened is damage, and nobody's to pass over.
/// </summary>
/// <param name="Position">Of the first of them.</param>
internal sealed record TornTail(long Position, IReadOnlyList<StoredRecord> Records)
{
    public string Text => $"{Records.Count} records from position {Position} on ("
        + string.Join(", ", Records.Take(MaximumNamed).Select(record => $"record {record.Sequence} of stream {record.Stream.Entity}"))
        + (Records.Count > MaximumNamed ? ", …)" : ")");

    private const int MaximumNamed = 20;

    /// <returns>
    /// Null where the damage is no torn tail: a good record follows; there are more than one commit has; no record of the same epoch can be opened, so
    /// that the epoch itself may be what is damaged; or one of them stood for a whole stream, which would go with it.
    /// </returns>
    public static TornTail? Find(IJournalStorage storage, KeyRing ring)
    {
        using var opener = ring.Opener();
        var tail = new List<StoredRecord>();
        var epoch = 0;
        foreach (var record in storage.ReadAll())
            if (opener.Open(record) is null)
                tail.Add(record);
            else if (tail.Count > 0)
                return null;
            else
                epoch = RecordOpener.EpochOf(record.Payload);
        var isOneCommit = tail.Count is > 0 and <= Limits.CommitDecisions && tail[0].Position >> Journal.Sqlite.SqliteJournal.EpochShift == epoch;
        return isOneCommit && tail.TrueForAll(record => record.Type == RecordType.Event) ? new TornTail(tail[0].Position, tail) : null;
    }
}
