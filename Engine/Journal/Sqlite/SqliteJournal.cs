using Engine.Sealing;

namespace Engine.Journal.Sqlite;

/// <summary>The journal in one SQLite file: WAL, synchronous=FULL, so a commit that returned outlives a power cut.</summary>
public sealed class SqliteJournal : IJournalStorage
{
    /// <summary>An epoch's positions count up from its number times 2^40: ascending over restarts without a counter on disk.</summary>
    internal const int EpochShift = 40;

    private const int BusyTimeoutMs = 1_000;

    /// <summary>Reading is one walk from end to end, and a commit writes at the end, but for what a snapshot takes out; the kernel keeps the file's pages as well.</summary>
    private const int CacheKilobytes = 16 * 1024;

    private const int CheckpointPages = 4_000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Connection connection;
    private readonly JournalStatements statements;
    private readonly BatchWriter writer;
    private List<SealingEpoch> epochs;
    private int ownEpoch;
    private long position;

    private SqliteJournal(string path, Connection connection)
    {
        Path = path;
        this.connection = connection;
        statements = new JournalStatements(connection);
        writer = new BatchWriter(statements);
        epochs = statements.ReadEpochs();
    }

    public string Path { get; }

    public IReadOnlyList<SealingEpoch> Epochs => epochs;

    /// <summary>What a follower can find: set when the commit is done.</summary>
    public long Position => Volatile.Read(ref position);

    public static SqliteJournal Open(string path, long? limitBytes = null)
    {
        CreateForOwnerOnly(path);
        var connection = new Connection(path);
        try
        {
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeoutMs}");
            // first of all: a file that isn't ours must not be touched
            Schema.Prepare(connection, path);
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            connection.Execute($"PRAGMA cache_size = -{CacheKilobytes}; PRAGMA wal_autocheckpoint = {CheckpointPages}");
            if (limitBytes is { } limit)
                connection.Execute($"PRAGMA max_page_count = {Math.Max(1, limit / connection.Scalar("PRAGMA page_size"))}");
            return new SqliteJournal(path, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void BeginEpoch(SealingEpoch epoch, IReadOnlyCollection<int> retired)
    {
        InTransaction(() =>
        {
            foreach (var number in retired)
                statements.DeleteEpoch(number);
            statements.InsertEpoch(epoch);
        });
        epochs = [.. epochs.Where(e => !retired.Contains(e.Number)), epoch];
        ownEpoch = epoch.Number;
        writer.Position = (long)epoch.Number << EpochShift;
        Volatile.Write(ref position, writer.Position);
    }

    public IEnumerable<StoredRecord> ReadAll() => statements.ReadRecords(Path);

    public void Commit(IReadOnlyList<StreamWrite> batch)
    {
        try
        {
            InTransaction(() =>
            {
                if (statements.NewestEpoch() != ownEpoch)
                    throw new JournalUnavailableException(Path, "another process has begun to write this journal");
                writer.Write(batch);
            });
            Volatile.Write(ref position, writer.Position);
        }
        catch
        {
            writer.TakeBack(batch);
            throw;
        }
    }

    public void CutTail(long position) => InTransaction(() => statements.Cut(position));

    public void Dispose()
    {
        statements.Dispose();
        connection.Dispose();
    }

    internal static void CreateForOwnerOnly(string path)
    {
        try
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = OwnerOnly,
            }).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(path, $"the journal file can't be opened for writing: {e.Message}", e);
        }
    }

    private void InTransaction(Action work)
    {
        statements.Begin.Run();
        try
        {
            work();
            statements.Commit.Run();
        }
        catch
        {
            if (connection.InTransaction)
                statements.Rollback.Run();
            throw;
        }
    }
}
