using Engine.Faults;
using Engine.Journal;
using Engine.Journal.Sqlite;
using Engine.Scheduling;
using Engine.Sealing;
using Engine.Standby;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine;

/// <summary>
/// Hosts entities on one machine: single-writer partitions, a journal in SQLite, effects after durability, recovery.
/// Life: <see cref="StartAsync"/> once, then <see cref="StopAsync"/> or a crash.
/// </summary>
public sealed class EntityEngine : IEntityHost, IAsyncDisposable
{
    private readonly EngineSettings settings;
    private readonly EngineParts parts;
    private readonly Func<string, IJournalStorage> openStorage;
    private DataDirectory? directory;
    private IJournalStorage? storage;
    private EngineCore? core;
    private EngineThreads? threads;
    private EngineHeart? heart;

    /// <param name="random">Called once for each partition.</param>
    /// <param name="crash">Null but for proofs.</param>
    /// <param name="openStorage">By the journal's path; SQLite when null.</param>
    public EntityEngine(EngineSettings settings, IEnumerable<IEntityKind> kinds, IEffectPerformer performer, TimeProvider time,
        Func<Random> random, IEngineObserver? observer = null, Func<string, IJournalStorage>? openStorage = null, CrashPoint? crash = null)
    {
        this.settings = settings;
        this.openStorage = openStorage ?? (path => SqliteJournal.Open(path, settings.JournalLimitBytes));
        parts = new EngineParts([.. kinds], performer, time, random, observer ?? SilentObserver.Instance, Crash: crash);
    }

    public Task Failed => Core.Failed;

    /// <summary>Of the journal's newest record; 0 while it is not running.</summary>
    public long Position => storage?.Position ?? 0;

    private EngineCore Core => core ?? throw new InvalidOperationException("the engine has not been started");

    /// <summary>
    /// Opens the journal, brings every entity back and resumes it. On return the effects of <c>Resume</c> are performed,
    /// so the performer must be ready before.
    /// </summary>
    /// <param name="owned">The data directory, if the caller has it already; the engine's from now on.</param>
    /// <param name="follower">Whose entities to go on with; used up by this.</param>
    /// <param name="whenRowsStand">Called once every entity's forwarding rows are performed, before any has resumed; commands may come from then on.</param>
    /// <exception cref="JournalUnavailableException">
    /// Data directory, key or journal can't be used; the message says which and why.
    /// </exception>
    public async Task StartAsync(DataDirectory? owned = null, JournalFollower? follower = null, Action? whenRowsStand = null)
    {
        directory = owned ?? DataDirectory.Open(settings.DataDirectory);
        try
        {
            // a standby has followed the journal all along, and its time is short
            if (follower is null && WalTail.Inspect($"{directory.JournalPath}-wal") is { } torn)
                parts.Observer.TailCutOff($"{torn.Frames} pages ({torn.Octets} octets) of a commit that never ended; nobody was promised anything by it");
            storage = openStorage(directory.JournalPath);
            core = await Task.Run(() => Make(storage, follower)).ConfigureAwait(false);
            await Task.Run(core.InstallRows).ConfigureAwait(false);
            whenRowsStand?.Invoke();
            threads = new EngineThreads(core, parts.Time);
            await threads.Start().ConfigureAwait(false);
        }
        catch
        {
            await AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Begins to show signs of life in the data directory, for a standby. Ends with the engine.</summary>
    /// <exception cref="IOException">The file can't be made.</exception>
    public void Beat() => heart ??= new EngineHeart(Heartbeat.Open(settings.DataDirectory), Core.Partitions, () => Position, parts.Time);

    public void Tell(EntityId to, IMessage command) => Core.Tell(to, command);

    public bool Offer(EntityId to, IMessage command) => Core.Offer(to, command);

    public Task<IMessage> Ask(EntityId to, IMessage command, TimeSpan timeout) => Core.Ask(to, command, timeout);

    public IReadOnlyCollection<EntityId> Entities(string kind) => Core.Entities(kind);

    /// <inheritdoc cref="EngineCore.WhenIdle"/>
    public Task WhenIdle() => Core.WhenIdle();

    /// <summary>
    /// A clean stop: open work ends, timers rest, long streams become snapshots. What is told from outside meanwhile is lost.
    /// </summary>
    /// <param name="isHandingOver">Somebody goes on at once with what is in the journal: no time for snapshots.</param>
    public async Task StopAsync(bool isHandingOver = false)
    {
        Core.Fate.Drain();
        if (!Core.Fate.HasFailed && threads is not null)
            await threads.DrainAsync(settings.DrainPatience, !isHandingOver).ConfigureAwait(false);
        await AbandonAsync().ConfigureAwait(false);
    }

    /// <summary>Ends at once, as a crash would: what isn't durable is forgotten, no effect is performed any more.</summary>
    public async Task AbandonAsync()
    {
        if (threads is not null)
            await threads.StopAsync().ConfigureAwait(false);
        heart?.Dispose();
        core?.Dispose();
        storage?.Dispose();
        directory?.Dispose();
        (threads, heart, storage, directory) = (null, null, null, null);
    }

    public async ValueTask DisposeAsync() => await AbandonAsync().ConfigureAwait(false);

    private EngineCore Make(IJournalStorage journal, JournalFollower? follower) => follower is null
        ? new EngineCore(settings, parts, journal, Keys(journal))
        : new EngineCore(settings, parts, journal, _ => follower.Finish(journal, parts.Time));

    private IReadOnlyList<JournalKey> Keys(IJournalStorage journal) =>
        settings.CreateKeyFile && journal.Epochs.Count == 0 && !File.Exists(settings.KeyFile)
            ? [KeyFile.Create(settings.KeyFile)]
            : KeyFile.Read(settings.KeyFile);
}
