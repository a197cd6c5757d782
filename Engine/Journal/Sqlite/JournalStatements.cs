using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Journal.Sqlite;

/// <summary>Every statement that the journal runs, prepared once.</summary>
internal sealed class JournalStatements(Connection connection) : IDisposable
{
    private readonly Statement insertStream = new(connection, "INSERT INTO stream (number, kind, key) VALUES (?, ?, ?)");
    private readonly Statement deleteStream = new(connection, "DELETE FROM stream WHERE number = ?");
    private readonly Statement insertRecord = new(connection,
        "INSERT INTO record (position, stream, sequence, type, payload) VALUES (?, ?, ?, ?, ?)");
    private readonly Statement deleteRecord = new(connection, "DELETE FROM record WHERE position = ?");
    private readonly Statement insertEpoch = new(connection, "INSERT INTO epoch (number, key_id, salt) VALUES (?, ?, ?)");
    private readonly Statement cutRecords = new(connection, "DELETE FROM record WHERE position >= ?");
    private readonly Statement cutStreams = new(connection, "DELETE FROM stream WHERE number >= ?");
    private readonly Statement deleteEpoch = new(connection, "DELETE FROM epoch WHERE number = ?");

    private readonly Statement newestEpoch = new(connection, "SELECT max(number) FROM epoch");

    public Statement Begin { get; } = new(connection, "BEGIN IMMEDIATE");

    public Statement Commit { get; } = new(connection, "COMMIT");

    public Statement Rollback { get; } = new(connection, "ROLLBACK");

    public void InsertStream(long number, EntityId entity) => insertStream.Bind(1, number).Bind(2, entity.Kind).Bind(3, entity.Key).Run();

    public void DeleteStream(long number) => deleteStream.Bind(1, number).Run();

    public void InsertRecord(long position, long stream, long sequence, RecordType type, byte[] payload) =>
        insertRecord.Bind(1, position).Bind(2, stream).Bind(3, sequence).Bind(4, (long)type).Bind(5, payload).Run();

    public void DeleteRecord(long position) => deleteRecord.Bind(1, position).Run();

    public void InsertEpoch(SealingEpoch epoch) =>
        insertEpoch.Bind(1, epoch.Number).Bind(2, (long)epoch.KeyId).Bind(3, epoch.Salt).Run();

    /// <summary>Every record from a position on, and every life that began there: a stream's number is the position of its first record.</summary>
    public void Cut(long position)
    {
        cutRecords.Bind(1, position).Run();
        cutStreams.Bind(1, position).Run();
    }

    public void DeleteEpoch(int number) => deleteEpoch.Bind(1, number).Run();

    public int NewestEpoch()
    {
        var number = newestEpoch.Next() ? (int)newestEpoch.Long(0) : 0;
        newestEpoch.Reset();
        return number;
    }

    public List<SealingEpoch> ReadEpochs()
    {
        using var select = new Statement(connection, "SELECT number, key_id, salt FROM epoch ORDER BY number");
        var epochs = new List<SealingEpoch>();
        while (select.Next())
            epochs.Add(new SealingEpoch((int)select.Long(0), (ulong)select.Long(1), select.Blob(2)));
        return epochs;
    }

    /// <summary>In the order of positions, which is the order on disk: a scan, not a search per record.</summary>
    public IEnumerable<StoredRecord> ReadRecords(string path)
    {
        var streams = ReadStreams();
        using var select = new Statement(connection, "SELECT position, stream, sequence, type, payload FROM record ORDER BY position");
        for (var last = 0L; Next(select, path, last);)
        {
            last = select.Long(0);
            var number = select.Long(1);
            if (!streams.TryGetValue(number, out var stream))
                throw new JournalUnavailableException(path,
                    $"the record at position {last} belongs to stream {number}, which is missing; {RepairHint.Text}");
            ((StreamPlace)stream.Place!).Positions.Add(last);
            yield return new StoredRecord(stream, select.Long(2), (RecordType)select.Long(3), select.Blob(4), last);
        }
    }

    public void Dispose()
    {
        Statement[] all =
            [
                insertStream, deleteStream, insertRecord, deleteRecord, insertEpoch, deleteEpoch, newestEpoch, cutRecords, cutStreams, Begin, Commit,
                Rollback,
            ];
        foreach (var statement in all)
            statement.Dispose();
    }

    /// <summary>A page that SQLite can't read has no position; the last record before it has.</summary>
    private static bool Next(Statement select, string path, long last)
    {
        try
        {
            return select.Next();
        }
        catch (JournalUnavailableException e)
        {
            throw new JournalUnavailableException(path, $"behind the record at position {last}: {e.Reason}", e) { MayPass = e.MayPass };
        }
    }

    private Dictionary<long, JournalStream> ReadStreams()
    {
        using var select = new Statement(connection, "SELECT number, kind, key FROM stream");
        var streams = new Dictionary<long, JournalStream>();
        while (select.Next())
        {
            var number = select.Long(0);
            streams.Add(number, new JournalStream(new EntityId(select.Text(1), select.Text(2))) { Place = new StreamPlace(number) });
        }
        return streams;
    }
}
