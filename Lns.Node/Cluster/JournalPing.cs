using System.Data.Common;
using Engine.Akka;
using Microsoft.Data.Sqlite;
using Node.Common.Health;
using Node.Common.Operations.Rows;
using Npgsql;

namespace Lns.Node.Cluster;

/// <summary>Whether the database of the journal answers this node, on a connection of its own.</summary>
internal static class JournalPing
{
    private const string Name = "journal";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static HealthProbe Probe(JournalSettings journal) => new(Name, HealthPurpose.Ready, Patience, async cancellation =>
    {
        await using var connection = Open(journal);
        await connection.OpenAsync(cancellation);
        await using var question = connection.CreateCommand();
        question.CommandText = "SELECT 1";
        await question.ExecuteScalarAsync(cancellation);
        return new HealthCheck(Name, HealthProbe.Healthy, null);
    });

    private static DbConnection Open(JournalSettings journal) => journal.Provider == JournalProvider.Sqlite
        ? new SqliteConnection(journal.ConnectionString)
        : new NpgsqlConnection(journal.ConnectionString);
}
