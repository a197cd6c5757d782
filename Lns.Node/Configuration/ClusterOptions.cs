using Node.Common.Configuration;
using Node.Common.Configuration.Sections;

namespace Lns.Node.Configuration;

/// <summary>The cluster that an LNS node is a member of.</summary>
public sealed record ClusterOptions : MemberOptions
{
    [Setting("Where the calls of all LNS nodes are written.")]
    public required ClusterJournalOptions Journal { get; init; }

    [Setting("Longest time that a leaving node takes to pass its calls on."), Within(5, 300)]
    public int DrainSeconds { get; init; } = 30;

    [Setting("Number of this state of routes and settings, to be raised with each change of what all LNS nodes have alike. A node gets no new work while one that has been up longer has a higher number, or the same number and other contents."), Within(0, int.MaxValue)]
    public int Generation { get; init; }
}

/// <summary>The journal that all LNS nodes of a cluster share.</summary>
public sealed record ClusterJournalOptions : ICheckedSection
{
    [Setting("File of an SQLite database: for nodes that all run on one machine.", IsPath = true)]
    public string? Sqlite { get; init; }

    [Setting("Connection string of a PostgreSQL database, such as `Host=db;Database=bras;Username=bras;Password=…`.")]
    public Secret? Postgresql { get; init; }

    public void Check(SectionCheck check)
    {
        if (Sqlite is null == Postgresql is null)
            check.Fault("sqlite", null, Sqlite is null ? "missing: the journal needs sqlite or postgresql" : "given besides postgresql; keep one");
    }
}
