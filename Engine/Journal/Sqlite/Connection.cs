using SQLitePCL;

namespace Engine.Journal.Sqlite;

/// <summary>
/// SQLite's C interface, without the ADO layer above it: a commit is a dozen prepared statements, and the layer's cost is per statement.
/// </summary>
internal sealed class Connection : IDisposable
{
    static Connection() => Batteries_V2.Init();

    /// <summary>SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE.</summary>
    private const int NoCheckpointOnClose = 1006;

    private readonly string path;

    public Connection(string path, bool mayCreate = true)
    {
        this.path = path;
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (mayCreate ? raw.SQLITE_OPEN_CREATE : 0);
        var result = raw.sqlite3_open_v2(path, out var handle, flags, null);
        Handle = handle;
        if (result != raw.SQLITE_OK)
            throw Failure(result);
        raw.sqlite3_extended_result_codes(handle, 1);
    }

    public sqlite3 Handle { get; }

    /// <summary>Else the last connection to close, which may be one that only reads, copies the WAL into the file.</summary>
    public void NeverCheckpoint() => Check(raw.sqlite3_db_config(Handle, NoCheckpointOnClose, 1, out _));

    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw Failure(result);
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    public long Scalar(string sql)
    {
        using var statement = new Statement(this, sql);
        return statement.Next() ? statement.Long(0) : 0;
    }

    /// <summary>Whether SQLite has ended the transaction by itself, as it does for some failures.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    public void Dispose() => Handle.Dispose();

    private JournalUnavailableException Failure(int result)
    {
        var detail = Handle.IsInvalid ? raw.sqlite3_errstr(result).utf8_to_string() : raw.sqlite3_errmsg(Handle).utf8_to_string();
        var primary = result & 0xff;
        var cause = primary switch
        {
            raw.SQLITE_FULL => "the disk is full, or the journal has reached its size limit",
            raw.SQLITE_NOTADB => $"this file is no journal, or its first page is damaged; {RepairHint.Text}",
            raw.SQLITE_CORRUPT => $"the journal file is damaged; {RepairHint.Text}",
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN or raw.SQLITE_AUTH =>
                "the journal file can't be opened for writing",
            raw.SQLITE_IOERR => "the disk failed to read or write",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds the journal file",
            raw.SQLITE_CONSTRAINT => "a record was there already: a second writer",
            _ => "the journal failed",
        };
        return new JournalUnavailableException(path, $"{cause} (SQLite {result}: {detail})")
        {
            MayPass = primary is raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED,
        };
    }
}
