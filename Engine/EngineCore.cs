using System.Diagnostics.Metrics;
using Engine.Journal;
using Engine.Recovery;
using Engine.Scheduling;
using Engine.Sealing;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine;

/// <summary>
/// The engine without threads: partitions and a journal writer that somebody pumps. <see cref="EntityEngine"/> does it with threads,
/// a simulation in an order of its own, on virtual time.
/// </summary>
internal sealed class EngineCore : IEntityHost, IDisposable
{
    private readonly Dictionary<string, IEntityKind> kinds;
    private readonly EngineFate fate;
    private readonly EngineMetrics metrics;
    private readonly IEngineObserver observer;
    private readonly TimeProvider time;
    private readonly OpenWork work = new();

    /// <summary>Replays the journal: every entity is back, but not resumed.</summary>
    /// <exception cref="JournalUnavailableException">The journal can't be read with these keys and kinds.</exception>
    public EngineCore(EngineSettings settings, EngineParts parts, IJournalStorage storage, IReadOnlyList<JournalKey> keys)
        : this(settings, parts, storage, kinds => JournalLoading.Load(settings, parts, kinds, storage, keys))
    {
    }

    /// <summary>Takes what has been read already.</summary>
    public EngineCore(EngineSettings settings, EngineParts parts, IJournalStorage storage,
        Func<IReadOnlyDictionary<string, IEntityKind>, LoadedJournal> load)
    {
        kinds = parts.Kinds.ToDictionary(kind => kind.Kind);
        observer = parts.Observer;
        time = parts.Time;
        fate = new EngineFate(observer);
        Partitions = [];
        metrics = new EngineMetrics(() => Partitions.Sum(partition => (long)partition.Depth), () => Writer?.BusyFor ?? TimeSpan.Zero,
            CountEntities);
        Writer = new JournalWriter(storage, settings, time, metrics, fate, parts.Crash);
        Partitions = Host(load(kinds), settings, parts);
    }

    public IReadOnlyList<Partition> Partitions { get; }

    public JournalWriter Writer { get; }

    public EngineFate Fate => fate;

    public Meter Meter => metrics.Meter;

    public Task Failed => fate.Failed;

    /// <summary>
    /// Performs the rows of every entity, on all processors: what moves data goes on before anything has resumed. Call it before
    /// <see cref="Resume"/>; the performer must take calls from several threads.
    /// </summary>
    public void InstallRows() => Parallel.ForEach(Partitions, partition => partition.InstallRows());

    /// <summary>Has every entity resumed that the journal brought back. Call it once, before the first pump.</summary>
    /// <returns>Completes when all have decided what to do, and done it as far as it waits for no commit.</returns>
    public async Task Resume() =>
        await await Task.WhenAny(Task.WhenAll(Partitions.Select(partition => partition.RequestResume()).ToList()), fate.Failed);

    public void Tell(EntityId to, IMessage command)
    {
        if (fate.IsDraining)
            Lose(to, command);
        else
            TellWithin(to, command);
    }

    public bool Offer(EntityId to, IMessage command)
    {
        if (TryPost(new Envelope(to, command, null)))
            return true;
        metrics.Refused(to);
        return false;
    }

    public async Task<IMessage> Ask(EntityId to, IMessage command, TimeSpan timeout)
    {
        var answer = new TaskCompletionSource<IMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!TryPost(new Envelope(to, command, answer)))
        {
            metrics.Refused(to);
            await ThrowIfFailed().ConfigureAwait(false);
            throw new TimeoutException($"{to} takes no {command.Descriptor.Name}: the engine is overloaded or stopping");
        }
        try
        {
            await Task.WhenAny(answer.Task, fate.Failed).WaitAsync(timeout, time).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            // lets go of the wait for a failure, which may be long
            answer.TrySetCanceled();
            throw new TimeoutException($"{to} did not answer {command.Descriptor.Name} within {timeout.TotalSeconds} s", e);
        }
        if (!answer.Task.IsCompleted)
            await ThrowIfFailed().ConfigureAwait(false);
        return await answer.Task.ConfigureAwait(false);
    }

    public IReadOnlyCollection<EntityId> Entities(string kind) =>
        [.. Partitions.SelectMany(partition => partition.Entities.Ids).Where(id => id.Kind == kind)];

    /// <summary>Completes when nothing is under way: every command decided, every decision durable, every effect performed.</summary>
    /// <exception cref="JournalUnavailableException">The engine failed before.</exception>
    public async Task WhenIdle() => await await Task.WhenAny(work.WhenIdle(), fate.Failed).ConfigureAwait(false);

    public void Dispose()
    {
        foreach (var partition in Partitions)
            partition.Dispose();
        metrics.Dispose();
    }

    /// <summary>What entities tell each other goes on while a clean stop lets open work end.</summary>
    private void TellWithin(EntityId to, IMessage command)
    {
        var partition = PartitionOf(to);
        if (partition.Depth < Limits.MailboxTells && !fate.HasFailed)
            partition.Post(new Envelope(to, command, null));
        else
            Lose(to, command);
    }

    private void Lose(EntityId to, IMessage command)
    {
        metrics.Lost(to);
        observer.CommandLost(to, command.Descriptor.Name);
    }

    private Task ThrowIfFailed() => fate.HasFailed ? fate.Failed : Task.CompletedTask;

    private bool TryPost(in Envelope envelope)
    {
        var partition = PartitionOf(envelope.To);
        if (partition.Depth >= Limits.MailboxPeer || fate.IsDraining || fate.HasFailed)
            return false;
        partition.Post(envelope);
        return true;
    }

    private Partition PartitionOf(EntityId id) => kinds.ContainsKey(id.Kind)
        ? Partitions[StableHash.PlaceOf(id, Partitions.Count)]
        : throw new ArgumentException($"no kind {id.Kind} is hosted here", nameof(id));

    private IEnumerable<(string Kind, int Count)> CountEntities() => Partitions
        .SelectMany(partition => partition.Entities.Ids).CountBy(id => id.Kind).Select(pair => (pair.Key, pair.Value));

    private List<Partition> Host(LoadedJournal journal, EngineSettings settings, EngineParts parts)
    {
        foreach (var cell in journal.Tables.SelectMany(table => table.All).Where(cell => cell.IsStopped))
            metrics.EntityStopped(cell.Id);
        var partitions = journal.Tables.Select((table, index) => new Partition(table,
            new PartitionContext(settings, kinds, parts.Performer, time, parts.Random(), new RecordSealer(journal.Key, journal.Epoch, index),
                Writer, work, fate, metrics, observer, TellWithin, parts.Crash) { Tail = journal.Tail })).ToList();
        observer.Recovered(new RecoveryReport(journal.Tables.Sum(table => table.Count), journal.Records, journal.Duration));
        return partitions;
    }
}
