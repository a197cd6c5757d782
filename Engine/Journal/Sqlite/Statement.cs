using SQLitePCL;

namespace Engine.Journal.Sqlite;

/// <summary>One prepared statement, used again and again. Parameters count from 1, columns from 0, as SQLite has it.</summary>
internal sealed class Statement : IDisposable
{
    private readonly Connection connection;
    private readonly sqlite3_stmt handle;

    public Statement(Connection connection, string sql)
    {
        this.connection = connection;
        connection.Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out handle));
    }

    public Statement Bind(int index, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement Bind(int index, string value)
    {
        connection.Check(raw.sqlite3_bind_text(handle, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        connection.Check(raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    /// <summary>Runs a statement that yields no rows.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(handle);
        raw.sqlite3_reset(handle);
        if (result != raw.SQLITE_DONE && result != raw.SQLITE_ROW)
            connection.Check(result);
    }

    /// <summary>False when there are no more rows; the statement can then be run again.</summary>
    public bool Next()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
            return true;
        raw.sqlite3_reset(handle);
        if (result != raw.SQLITE_DONE)
            connection.Check(result);
        return false;
    }

    /// <summary>Ends a run before its last row.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose() => handle.Dispose();
}
