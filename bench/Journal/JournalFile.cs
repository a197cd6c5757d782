using Microsoft.Data.Sqlite;

namespace Bench.Journal;

/// <summary>Looks into a journal from outside.</summary>
internal static class JournalFile
{
    /// <summary>Mean octets of a sealed record.</summary>
    public static int RecordOctets(string directory) => (int)Scalar(directory, "SELECT avg(length(payload)) FROM record");

    /// <summary>Records that were ever written: positions count up for each (within the process that began the newest epoch).</summary>
    public static long Written(string directory) => Scalar(directory, "SELECT coalesce(max(position), 0) & 0xFFFFFFFFFF FROM record");

    private static long Scalar(string directory, string sql)
    {
        var file = Directory.GetFiles(directory, "journal.db", SearchOption.AllDirectories).Single();
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
