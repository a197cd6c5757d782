using Engine.Journal.Sqlite;
using Shared.Messages.Entities;

namespace Engine.Journal.Repair;

/// <summary>
/// Makes a journal of what a start can follow, and keeps the damaged one beside it. Streams end before their first bad record: what an entity
/// was then is what it goes on from, or it is forgotten where its first record is bad.
/// </summary>
public static class JournalRepair
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <param name="Report">What was found, and so what is lost.</param>
    /// <param name="Copy">Where the damaged file is now; null when there was nothing to repair, and nothing was changed.</param>
    public sealed record Outcome(JournalReport Report, string? Copy);

    /// <param name="directory">The data directory, on which no process may be active.</param>
    /// <exception cref="JournalUnavailableException">A process is active, the file is no journal, or the key is another's: nothing was changed.</exception>
    public static Outcome Repair(string directory, string keyFile, IReadOnlyDictionary<string, JournalSchema> schemas, DateTimeOffset now)
    {
        using var owned = DirectoryLock.Take(directory);
        var path = Path.Combine(directory, DataDirectory.JournalFileName);
        // before anything looks into it: SQLite writes when it opens a file whose log is torn
        var copy = $"{path}.damaged-{now.UtcDateTime.ToString(TimeFormat, System.Globalization.CultureInfo.InvariantCulture)}";
        Copy(path, copy);
        Copy($"{path}-wal", $"{copy}-wal");
        LibC.SyncDirectory(directory);
        JournalInspection inspection;
        try
        {
            inspection = JournalInspection.Of(path, keyFile, schemas);
        }
        catch
        {
            Delete(copy);
            throw;
        }
        if (inspection.Report.IsWhole)
        {
            Delete(copy);
            return new Outcome(inspection.Report, null);
        }
        Write($"{path}.new", inspection);
        foreach (var old in (string[])[$"{path}-wal", $"{path}-shm"])
            File.Delete(old);
        File.Move($"{path}.new", path, overwrite: true);
        LibC.SyncDirectory(directory);
        return new Outcome(inspection.Report, copy);
    }

    private static void Write(string path, JournalInspection inspection)
    {
        File.Delete(path);
        SqliteJournal.CreateForOwnerOnly(path);
        using var connection = new Connection(path);
        connection.Execute("PRAGMA synchronous = FULL");
        Schema.Prepare(connection, path);
        using var statements = new JournalStatements(connection);
        statements.Begin.Run();
        foreach (var epoch in inspection.Content.Epochs)
            statements.InsertEpoch(epoch);
        foreach (var number in inspection.Good.Select(row => row.Stream).Distinct())
            statements.InsertStream(number, inspection.Content.Streams[number]);
        foreach (var row in inspection.Good)
            statements.InsertRecord(row.Position, row.Stream, row.Sequence, row.Type, row.Payload);
        statements.Commit.Run();
    }

    private static void Copy(string from, string to)
    {
        if (!File.Exists(from))
            return;
        File.Copy(from, to);
        using var file = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static void Delete(string copy)
    {
        File.Delete(copy);
        File.Delete($"{copy}-wal");
    }
}
