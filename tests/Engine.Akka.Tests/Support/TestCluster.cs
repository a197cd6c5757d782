using Engine.Sealing;
using Engine.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Engine.Akka.Tests.Support;

/// <summary>Nodes of one cluster in this process, which share a journal.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly ScratchDirectory scratch = new();
    private readonly List<TestNode> nodes = [];

    /// <param name="postgreSql">Connection string of an empty database; null: a file.</param>
    public TestCluster(string? postgreSql = null)
    {
        KeyFile.Create(scratch.File("key"));
        Journal = new JournalSettings
        {
            Provider = postgreSql is null ? JournalProvider.Sqlite : JournalProvider.PostgreSql,
            ConnectionString = postgreSql ?? $"Data Source={JournalPath}",
            KeyFile = scratch.File("key"),
        };
    }

    public JournalSettings Journal { get; }

    public string JournalPath => scratch.File("journal.db");

    /// <summary>For tests of what is refused.</summary>
    public bool MayRefuse { get; init; }

    /// <summary>Of all its nodes.</summary>
    public LogRecorder? Logs { get; init; }

    public ResolverSettings Resolver { get; init; } = new();

    public async Task<TestNode> Start(TimeProvider? time = null, JournalValve? valve = null, TimeProvider? hostTime = null)
    {
        var node = Make(time, valve, hostTime);
        await node.Engine.StartAsync();
        return node;
    }

    /// <summary>The first begins the cluster, the others join it.</summary>
    public TestNode Make(TimeProvider? time = null, JournalValve? valve = null, TimeProvider? hostTime = null)
    {
        var node = new TestNode(TestSettings.Alone(Journal) with
        {
            NodeName = $"lns-{nodes.Count + 1}",
            Seeds = nodes.Find(other => other.Engine.IsMember) is { } member ? [member.Address] : [],
            Resolver = Resolver,
        }, time, valve, hostTime, Logs);
        nodes.Add(node);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        SqliteConnection.ClearAllPools();
        scratch.Dispose();
        // whatever a test does with its nodes: nothing of it may need the serializer that takes anything
        if (!MayRefuse)
            nodes.SelectMany(node => node.Refused).ShouldBeEmpty();
    }
}
