using Microsoft.Data.Sqlite;

namespace Engine.Tests.Support;

/// <summary>Looks into a journal file, and spoils it, while no engine is on it.</summary>
public static class Database
{
    public static int Execute(string path, string sql)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public static long Scalar(string path, string sql)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Flips one bit in the payload of a record.</summary>
    public static void Alter(string path, string key, long sequence, int offset)
    {
        using var connection = Open(path);
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT position, payload FROM record JOIN stream ON stream = number WHERE key = $key AND sequence = $sequence";
        select.Parameters.AddWithValue("$key", key);
        select.Parameters.AddWithValue("$sequence", sequence);
        using var reader = select.ExecuteReader();
        reader.Read().ShouldBeTrue();
        var payload = (byte[])reader[1];
        payload[offset] ^= 1;
        using var update = connection.CreateCommand();
        update.CommandText = "UPDATE record SET payload = $payload WHERE position = $position";
        update.Parameters.AddWithValue("$payload", payload);
        update.Parameters.AddWithValue("$position", reader.GetInt64(0));
        update.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
