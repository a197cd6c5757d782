using Engine.Faults;
using Engine.Sealing;
using Engine.Tests.Contract;
using Engine.Tests.Ledger;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Tests.Support;

/// <summary>The engine's own scheduler and journal writer without a thread, as a simulation drives them: the test decides who runs when.</summary>
public sealed class PumpedHost : IHostUnderTest, IEntityHost
{
    private readonly JournalKey key = JournalKey.Generate();
    private readonly Lock pumping = new();
    private EngineCore? core;
    private bool isHeld;

    public EngineSettings Settings { get; set; } = new()
    {
        DataDirectory = "none", KeyFile = "none", Partitions = 2, SnapshotAfterRecords = 10,
    };

    /// <summary>Of the next start.</summary>
    public CrashPoint? Crash { get; set; }

    public MemoryJournal Journal { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public RecordingPerformer Performer { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public IEntityHost Host => this;

    public Task Failed => Core.Failed;

    internal EngineCore Core => core ?? throw new InvalidOperationException("not started");

    public Task StartAsync()
    {
        isHeld = false;
        var parts = new EngineParts([new PoisonableLedgerKind()], Performer, Time, () => new Random(1), Observer, IsSingleThreaded: true, Crash: Crash);
        core = new EngineCore(Settings, parts, Journal, [key]);
        var resumed = core.Resume();
        Settle();
        return resumed;
    }

    public Task CrashAsync()
    {
        Core.Dispose();
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        Core.Fate.Drain();
        await Settle();
        foreach (var partition in Core.Partitions)
            partition.RequestSnapshots();
        await Settle();
        await CrashAsync();
    }

    public Task Settle()
    {
        // tests that ask from several threads have one of them pump for all
        lock (pumping)
            while (PumpPartitions() | (!isHeld && Core.Writer.Pump()))
            {
            }
        return Core.WhenIdle();
    }

    /// <returns>Whether there was anything to do.</returns>
    public bool PumpPartitions()
    {
        var awake = Core.Partitions.Where(partition => partition.IsAwake).ToList();
        foreach (var partition in awake)
            partition.Pump();
        return awake.Count > 0;
    }

    public void HoldCommits() => isHeld = true;

    public void ReleaseCommits()
    {
        isHeld = false;
        Settle();
    }

    public Task CommitIsHeld()
    {
        Settle();
        Core.Writer.HasWork.ShouldBeTrue();
        return Task.CompletedTask;
    }

    public void Tell(EntityId to, IMessage command) => Core.Tell(to, command);

    public bool Offer(EntityId to, IMessage command) => Core.Offer(to, command);

    public Task<IMessage> Ask(EntityId to, IMessage command, TimeSpan timeout)
    {
        var answer = Core.Ask(to, command, timeout);
        Settle();
        return answer;
    }

    public IReadOnlyCollection<EntityId> Entities(string kind) => Core.Entities(kind);

    public ValueTask DisposeAsync()
    {
        core?.Dispose();
        return ValueTask.CompletedTask;
    }
}
