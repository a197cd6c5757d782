using Engine.Sealing;
using Engine.Tests.Contract;
using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Microsoft.Data.Sqlite;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Support;

/// <summary>A cluster of one node, on a real SQLite file or on a database that is given.</summary>
public sealed class ClusterHost : IHostUnderTest
{
    private readonly ScratchDirectory scratch = new();
    private readonly JournalValve valve = new();
    private ClusterEngine? engine;

    /// <param name="postgreSql">Connection string of an empty database; null: a file.</param>
    public ClusterHost(string? postgreSql = null)
    {
        KeyFile.Create(scratch.File("key"));
        Settings = TestSettings.Alone(new JournalSettings
        {
            Provider = postgreSql is null ? JournalProvider.Sqlite : JournalProvider.PostgreSql,
            ConnectionString = postgreSql ?? $"Data Source={scratch.File("journal.db")}",
            KeyFile = scratch.File("key"),
        });
    }

    public ClusterSettings Settings { get; set; }

    public RecordingObserver Observer { get; } = new();

    public RecordingPerformer Performer { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public ClusterEngine Engine => engine ?? throw new InvalidOperationException("not started");

    public IEntityHost Host => Engine;

    public async Task StartAsync()
    {
        valve.Release();
        engine = new ClusterEngine(Settings, [new PoisonableLedgerKind()], Performer, Time, () => new Random(1), Observer)
        {
            JournalValve = valve.Open,
        };
        await engine.StartAsync();
    }

    public async Task CrashAsync()
    {
        valve.Die();
        await Engine.AbandonAsync();
    }

    public Task StopAsync() => Engine.StopAsync();

    public Task Settle() => Engine.WhenIdle();

    public void HoldCommits() => valve.Hold();

    public void ReleaseCommits() => valve.Release();

    public Task CommitIsHeld() => valve.IsHeld;

    public async ValueTask DisposeAsync()
    {
        valve.Die();
        if (engine is not null)
            await engine.AbandonAsync();
        SqliteConnection.ClearAllPools();
        scratch.Dispose();
    }
}
