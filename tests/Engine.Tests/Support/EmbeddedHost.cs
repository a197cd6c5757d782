using Engine.Journal;
using Engine.Journal.Sqlite;
using Engine.Tests.Contract;
using Engine.Tests.Ledger;
using Shared.Messages.Entities;

namespace Engine.Tests.Support;

/// <summary>The embedded engine with its threads, on a real SQLite file.</summary>
public sealed class EmbeddedHost : IHostUnderTest
{
    private readonly ScratchDirectory scratch = new();
    private EntityEngine? engine;

    public EmbeddedHost() => Settings = new EngineSettings
    {
        DataDirectory = scratch.File("data"), KeyFile = scratch.File("key"), Partitions = 3, SnapshotAfterRecords = 10,
    };

    public EngineSettings Settings { get; set; }

    public RecordingObserver Observer { get; } = new();

    public RecordingPerformer Performer { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public HeldStorage Storage { get; private set; } = null!;

    public EntityEngine Engine => engine ?? throw new InvalidOperationException("not started");

    public IEntityHost Host => Engine;

    public string JournalPath => Path.Combine(Settings.DataDirectory, DataDirectory.JournalFileName);

    public async Task StartAsync()
    {
        engine = new EntityEngine(Settings, [new PoisonableLedgerKind()], Performer, Time, () => new Random(1), Observer, path =>
            Storage = new HeldStorage(SqliteJournal.Open(path, Settings.JournalLimitBytes)));
        await engine.StartAsync();
    }

    public async Task CrashAsync()
    {
        Storage.Die();
        await Engine.AbandonAsync();
    }

    public Task StopAsync() => Engine.StopAsync();

    public Task Settle() => Engine.WhenIdle();

    public void HoldCommits() => Storage.Hold();

    public void ReleaseCommits() => Storage.Release();

    public Task CommitIsHeld() => Storage.IsHeld;

    public async ValueTask DisposeAsync()
    {
        Storage?.Die();
        if (engine is not null)
            await engine.AbandonAsync();
        scratch.Dispose();
    }
}
