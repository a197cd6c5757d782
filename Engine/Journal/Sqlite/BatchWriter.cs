namespace Engine.Journal.Sqlite;

/// <summary>Writes a batch within a transaction, and takes back what it has noted in memory when the transaction fails.</summary>
internal sealed class BatchWriter(JournalStatements statements)
{
    private readonly List<(JournalStream Stream, object? Place)> before = [];
    private long positionBefore;

    /// <summary>Of the last record written.</summary>
    public long Position { get; set; }

    public void Write(IReadOnlyList<StreamWrite> batch)
    {
        before.Clear();
        positionBefore = Position;
        foreach (var write in batch)
            switch (write)
            {
                case StreamWrite.Append append:
                    Insert(append.Stream, append.Sequence, RecordType.Event, append.Record);
                    break;
                case StreamWrite.Replace replace:
                    Empty(replace.Stream);
                    Insert(replace.Stream, replace.Sequence, RecordType.Snapshot, replace.Snapshot);
                    break;
                case StreamWrite.Delete delete:
                    Empty(delete.Stream);
                    if (delete.Stream.Place is StreamPlace place)
                        statements.DeleteStream(place.Number);
                    Set(delete.Stream, null);
                    break;
                default:
                    throw new InvalidOperationException($"unknown write {write.GetType().Name}");
            }
    }

    public void TakeBack(IReadOnlyList<StreamWrite> batch)
    {
        for (var i = before.Count - 1; i >= 0; i--)
            before[i].Stream.Place = before[i].Place;
        foreach (var write in batch)
            if (write.Stream.Place is StreamPlace place)
                place.Positions.RemoveAll(position => position > positionBefore);
        Position = positionBefore;
    }

    private void Insert(JournalStream stream, long sequence, RecordType type, byte[] payload)
    {
        var position = ++Position;
        if (stream.Place is not StreamPlace place)
        {
            place = new StreamPlace(position);
            Set(stream, place);
            statements.InsertStream(position, stream.Entity);
        }
        place.Positions.Add(position);
        statements.InsertRecord(position, place.Number, sequence, type, payload);
    }

    private void Empty(JournalStream stream)
    {
        if (stream.Place is not StreamPlace place)
            return;
        foreach (var position in place.Positions)
            statements.DeleteRecord(position);
        Set(stream, new StreamPlace(place.Number));
    }

    private void Set(JournalStream stream, StreamPlace? place)
    {
        before.Add((stream, stream.Place));
        stream.Place = place;
    }
}
