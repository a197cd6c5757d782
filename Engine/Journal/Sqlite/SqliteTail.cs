using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Journal.Sqlite;

/// <summary>
/// Follows a journal file from another process. SQLite's readers don't block its writer, but a read transaction that stays open keeps the
/// WAL from being reset; so each read is one statement, reset at once.
/// </summary>
public sealed class SqliteTail : IJournalTail
{
    private const int BusyTimeoutMs = 1_000;

    private readonly Connection connection;
    private readonly Statement readAfter;
    private readonly Statement numbers;
    private readonly Statement epochs;
    private readonly Dictionary<long, JournalStream> streams = [];

    private SqliteTail(string path, Connection connection)
    {
        Path = path;
        this.connection = connection;
        readAfter = new Statement(connection, """
            SELECT record.position, record.stream, record.sequence, record.type, record.payload, stream.kind, stream.key
            FROM record JOIN stream ON stream.number = record.stream WHERE record.position > ? ORDER BY record.position LIMIT ?
            """);
        numbers = new Statement(connection, "SELECT number FROM stream");
        epochs = new Statement(connection, "SELECT number, key_id, salt FROM epoch ORDER BY number");
    }

    public string Path { get; }

    public static SqliteTail Open(string path)
    {
        var connection = new Connection(path, mayCreate: false);
        try
        {
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeoutMs}; PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON");
            connection.NeverCheckpoint();
            Schema.Check(connection, path);
            return new SqliteTail(path, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public IReadOnlyList<SealingEpoch> ReadEpochs()
    {
        var read = new List<SealingEpoch>();
        while (epochs.Next())
            read.Add(new SealingEpoch((int)epochs.Long(0), (ulong)epochs.Long(1), epochs.Blob(2)));
        return read;
    }

    public IReadOnlyList<TailRecord> ReadAfter(long position, int limit)
    {
        var read = new List<TailRecord>();
        readAfter.Bind(1, position).Bind(2, limit);
        while (readAfter.Next())
        {
            var (at, number, type) = (readAfter.Long(0), readAfter.Long(1), (RecordType)readAfter.Long(3));
            if (!streams.TryGetValue(number, out var stream))
                streams.Add(number, stream = new JournalStream(new EntityId(readAfter.Text(5), readAfter.Text(6))));
            Note(stream, number, at, type);
            read.Add(new TailRecord(at, new StoredRecord(stream, readAfter.Long(2), type, readAfter.Blob(4), at)));
        }
        return read;
    }

    public IReadOnlyList<JournalStream> Sweep()
    {
        var alive = new HashSet<long>(streams.Count);
        while (numbers.Next())
            alive.Add(numbers.Long(0));
        var gone = streams.Where(pair => !alive.Contains(pair.Key)).ToList();
        foreach (var (number, _) in gone)
            streams.Remove(number);
        return [.. gone.Select(pair => pair.Value)];
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[readAfter, numbers, epochs])
            statement.Dispose();
        connection.Dispose();
    }

    /// <summary>A snapshot has taken the place of all records before it.</summary>
    private static void Note(JournalStream stream, long number, long position, RecordType type)
    {
        if (stream.Place is not StreamPlace place || type == RecordType.Snapshot)
            stream.Place = place = new StreamPlace(number);
        place.Positions.Add(position);
    }
}
