namespace Engine.Journal.Sqlite;

/// <summary>
/// The tables. <c>record.position</c> ascends in the order of commits, over restarts too, and no position is used twice:
/// whoever follows the journal asks for what lies beyond the last position it saw.
/// </summary>
internal static class Schema
{
    /// <summary>"BRAS": marks the file as ours (SQLite's application_id).</summary>
    public const int ApplicationId = 0x42524153;

    public const int FormatVersion = 1;

    private const string Tables = """
        CREATE TABLE epoch (number INTEGER PRIMARY KEY, key_id INTEGER NOT NULL, salt BLOB NOT NULL);
        CREATE TABLE stream (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL);
        CREATE TABLE record (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, sequence INTEGER NOT NULL, type INTEGER NOT NULL,
          payload BLOB NOT NULL);
        """;

    public static void Prepare(Connection connection, string path)
    {
        var isEmpty = connection.Scalar("SELECT count(*) FROM sqlite_master") == 0;
        if (isEmpty && connection.Scalar("PRAGMA application_id") == 0 && connection.Scalar("PRAGMA user_version") == 0)
            Create(connection);
        else
            Check(connection, path);
    }

    /// <exception cref="JournalUnavailableException">The file is no journal of this format.</exception>
    public static void Check(Connection connection, string path)
    {
        var application = connection.Scalar("PRAGMA application_id");
        var version = connection.Scalar("PRAGMA user_version");
        if (application != ApplicationId)
            throw new JournalUnavailableException(path, "this file is no journal but another program's database");
        if (version != FormatVersion)
            throw new JournalUnavailableException(path, $"the journal has format {version}; this program reads format {FormatVersion}");
    }

    private static void Create(Connection connection)
    {
        connection.Execute("BEGIN IMMEDIATE");
        connection.Execute(Tables);
        connection.Execute($"PRAGMA application_id = {ApplicationId}");
        connection.Execute($"PRAGMA user_version = {FormatVersion}");
        connection.Execute("COMMIT");
    }
}
