using System.Data.Common;
using Engine.Journal;
using Npgsql;

namespace Engine.Akka.Journal;

/// <summary>
/// Lets one node at a time make the journal's tables. PostgreSQL's <c>create table if not exists</c> fails where two sessions create the same
/// table at once, and the journal's actor that saw it stops for good: of nodes that begin together on an empty database some would end.
/// </summary>
internal static class FirstStart
{
    /// <summary>Of all who use advisory locks in that database, only we have this number: "BRASJRNL".</summary>
    private const long LockKey = 0x425241534a524e4c;

    /// <returns>Disposed when the tables are there; the lock goes with the connection, whatever becomes of this process.</returns>
    /// <exception cref="JournalUnavailableException">The database does not answer, or another node held the lock beyond the patience.</exception>
    public static async Task<IAsyncDisposable?> AloneAsync(JournalSettings settings, string path, TimeSpan patience)
    {
        if (settings.Provider == JournalProvider.Sqlite) return null;
        // pooled connections keep their session, and with it the lock
        var own = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, CommandTimeout = (int)patience.TotalSeconds };
        var connection = new NpgsqlConnection(own.ConnectionString);
        try
        {
            await connection.OpenAsync().ConfigureAwait(false);
            await using var command = connection.CreateCommand();
            command.CommandText = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SELECT pg_advisory_lock({LockKey})");
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            return connection;
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new JournalUnavailableException(path, $"it can't be read: {e.Message}", e);
        }
    }
}
