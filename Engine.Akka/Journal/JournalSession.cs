using System.Globalization;
using Npgsql;

namespace Engine.Akka.Journal;

/// <summary>How the journal's sessions are opened.</summary>
internal static class JournalSession
{
    /// <summary>
    /// A machine that stands still, or loses its power, in the middle of a write leaves a transaction open, and a write of the same stream's next
    /// owner waits for its end: until the machine goes on, or for the hours in which TCP finds out that it won't. So the server ends what a node
    /// hasn't gone on with for its lease, before another can take over; a node that was only slow writes it again.
    /// </summary>
    public static string Of(ClusterSettings settings)
    {
        if (settings.Journal.Provider == JournalProvider.Sqlite)
            return settings.Journal.ConnectionString;
        var session = new NpgsqlConnectionStringBuilder(settings.Journal.ConnectionString);
        var limit = string.Create(CultureInfo.InvariantCulture, $"-c idle_in_transaction_session_timeout={settings.Resolver.Lease.TotalMilliseconds:0}");
        // what an operator has set there comes last, and so it wins
        session.Options = $"{limit} {session.Options}".TrimEnd();
        return session.ConnectionString;
    }
}
