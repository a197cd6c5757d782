using Shared.Messages.Entities;

namespace Node.Common.Tracing;

/// <summary>Which reports belong to a key that an operator has read somewhere.</summary>
public static class TraceQuery
{
    /// <param name="entries">The oldest first.</param>
    /// <param name="key">Of a tunnel, a session, a dial-out session, a destination, a pool or a line, as the lists print it.</param>
    /// <returns>All of a tunnel's, a call's from both its ends in this node, or none.</returns>
    public static IReadOnlyList<TraceEntry> Of(IReadOnlyList<TraceEntry> entries, string key)
    {
        var sessions = SessionsOf(entries, key);
        return [.. entries.Where(entry => entry.Entity.Key == key || IsOfCall(entry.Report, key) || Field(entry.Report, "line") == key
            || (Session(entry) is { } session && sessions.Contains(session)))];
    }

    public static string? Field(Report report, string name)
    {
        foreach (var (field, value) in report.Fields)
            if (field == name)
                return value?.ToString();
        return null;
    }

    /// <summary>A dial-out session's calls by their sessions in tunnels, and a session's own key.</summary>
    private static HashSet<string> SessionsOf(IReadOnlyList<TraceEntry> entries, string key) =>
        [key, .. entries.Where(entry => IsOfCall(entry.Report, key)).Select(Session).OfType<string>()];

    /// <summary>Calls are named by what placed them: <c>{session key}#{attempt}</c> at an LNS, the tunnel's session at a LAC's lines.</summary>
    private static bool IsOfCall(Report report, string key) =>
        Field(report, "call") is { } call && (call == key || (call.StartsWith(key, StringComparison.Ordinal) && call[key.Length..].StartsWith('#')));

    /// <returns>The session's key as <c>show sessions</c> prints it; null: the report is of no session.</returns>
    private static string? Session(TraceEntry entry) =>
        entry.Entity.Kind == EntityKinds.Tunnel && Field(entry.Report, "session") is { } id and not "0" ? $"{entry.Entity.Key}/{id}" : null;
}
