using System.Diagnostics;
using SQLitePCL;

namespace Bench.Journal;

/// <summary>The limit: one prepared insert into the same table, the same batches, WAL and synchronous=FULL, and nothing else.</summary>
internal sealed class RawSqlite : IDisposable
{
    private readonly sqlite3 database;

    public RawSqlite(string file)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(file, out database));
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000");
        Execute("CREATE TABLE record (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, sequence INTEGER NOT NULL, type INTEGER NOT NULL, "
            + "payload BLOB NOT NULL)");
    }

    /// <returns>Rows a second.</returns>
    public double Run(int batch, int payloadOctets, TimeSpan duration)
    {
        var payload = new byte[payloadOctets];
        new Random(1).NextBytes(payload);
        Check(raw.sqlite3_prepare_v2(database, "INSERT INTO record (position, stream, sequence, type, payload) VALUES (?, ?, ?, 1, ?)", out var insert));
        long rows = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < duration)
        {
            Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < batch; i++, rows++)
            {
                raw.sqlite3_bind_int64(insert, 1, rows + 1);
                raw.sqlite3_bind_int64(insert, 2, rows % batch);
                raw.sqlite3_bind_int64(insert, 3, rows / batch);
                raw.sqlite3_bind_blob(insert, 4, payload);
                raw.sqlite3_step(insert);
                Check(raw.sqlite3_reset(insert));
            }
            Execute("COMMIT");
        }
        var perSecond = rows / watch.Elapsed.TotalSeconds;
        insert.Dispose();
        return perSecond;
    }

    public void Dispose() => database.Dispose();

    private void Execute(string sql) => Check(raw.sqlite3_exec(database, sql));

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite: {raw.sqlite3_errmsg(database).utf8_to_string()}");
    }
}
