using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shared.Messages.Entities;

namespace Engine.Akka.Journal;

/// <summary>
/// Which entities have something in the journal: those are the ones that a shard must bring back. Questions that come together share one
/// reading, as when a node dies and eighty shards move at once.
/// </summary>
/// <param name="valve"><see cref="ClusterEngine.CatalogueValve"/></param>
internal sealed class JournalCatalogue(ClusterSettings settings, Func<Task> valve)
{
    private const string Streams = "SELECT DISTINCT persistence_id FROM journal WHERE deleted = {0}";

    private readonly Lock gate = new();
    private Task<IReadOnlyList<EntityId>>? next;
    private Task last = Task.CompletedTask;

    /// <returns>As they were at some moment after the call.</returns>
    /// <exception cref="DbException">The database can't be asked.</exception>
    public Task<IReadOnlyList<EntityId>> ReadAsync()
    {
        lock (gate)
        {
            if (next is not null)
                return next;
            next = ReadAfter(last);
            last = next;
            return next;
        }
    }

    private async Task<IReadOnlyList<EntityId>> ReadAfter(Task previous)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        // who asks from now on wants to know what happens from now on
        lock (gate)
            next = null;
        await valve().ConfigureAwait(false);
        var isSqlite = settings.Journal.Provider == JournalProvider.Sqlite;
        // as the journal's own sessions, for they share a pool then, and what broke with the server has been found out by a write
        var session = JournalSession.Of(settings);
        await using DbConnection connection = isSqlite ? new SqliteConnection(session) : new NpgsqlConnection(session);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = string.Format(System.Globalization.CultureInfo.InvariantCulture, Streams,
            isSqlite ? "0" : "false");
        var found = new List<EntityId>();
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
            if (StreamName.TryRead(reader.GetString(0), out var id))
                found.Add(id);
        return found;
    }
}
