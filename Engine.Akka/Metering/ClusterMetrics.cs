using System.Diagnostics.Metrics;
using Shared.Messages.Entities;

namespace Engine.Akka.Metering;

/// <summary>
/// The meter "Engine.Cluster". Tags are bounded: kinds of entities, roles and reachability. One for an engine, and so it outlives actor systems:
/// what is counted goes on from one to the next. Counting allocates nothing.
/// </summary>
internal sealed class ClusterMetrics : IDisposable
{
    public const string MeterName = "Engine.Cluster";

    private readonly Counter<long> records;
    private readonly Counter<long> writes;
    private readonly Histogram<double> writeDuration;
    private readonly Counter<long> retried;
    private readonly Counter<long> overdue;
    private readonly Counter<long> recoveries;
    private readonly Histogram<double> recoveryDuration;
    private readonly Counter<long> recoveriesRetried;
    private readonly Counter<long> gateClosed;
    private readonly Counter<long> restarts;
    private readonly Counter<long> commandsRefused;
    private readonly Counter<long> messagesRefused;
    private readonly Counter<long> commandsLost;
    private readonly Counter<long> fenced;
    private readonly Counter<long> stopped;
    private readonly Counter<long> decideErrors;
    private readonly Counter<long> effectErrors;

    public ClusterMetrics()
    {
        records = Meter.CreateCounter<long>("cluster.journal.records", "{record}", "Records made durable: one a decision");
        writes = Meter.CreateCounter<long>("cluster.journal.writes", "{write}", "Batches of records of one stream made durable");
        writeDuration = Meter.CreateHistogram<double>("cluster.journal.write.duration", "s", "Time a batch took to be durable, its turn and retries included");
        retried = Meter.CreateCounter<long>("cluster.journal.writes.retried", "{attempt}", "Attempts to write, or to look what was written, that failed");
        overdue = Meter.CreateCounter<long>("cluster.journal.writes.overdue", "{attempt}", "Of these the ones that nobody answered");
        recoveries = Meter.CreateCounter<long>("cluster.recoveries", "{entity}", "Entities that have their past back");
        recoveryDuration = Meter.CreateHistogram<double>("cluster.recovery.duration", "s", "Time that took, from the entity's start, its turn included");
        recoveriesRetried = Meter.CreateCounter<long>("cluster.recoveries.retried", "{attempt}", "Attempts to read a stream that failed");
        gateClosed = Meter.CreateCounter<long>("cluster.gate.closed", "{time}", "Times the lease ran out: no contact with a majority");
        restarts = Meter.CreateCounter<long>("cluster.restarts", "{system}", "Actor systems in place of one whose membership was lost");
        commandsRefused = Meter.CreateCounter<long>("cluster.commands.refused", "{command}", "Peer input and questions refused, as the node is no member, stops or is overloaded");
        messagesRefused = Meter.CreateCounter<long>("cluster.messages.refused", "{message}", "Messages that have no serializer of ours: our own bugs");
        commandsLost = Meter.CreateCounter<long>("cluster.commands.lost", "{command}", "Tells lost to overload, or that could not be delivered");
        fenced = Meter.CreateCounter<long>("cluster.entities.fenced", "{entity}", "Entities stopped, as another node has written to their stream");
        stopped = Meter.CreateCounter<long>("cluster.entities.stopped", "{entity}", "Entities that could not take their own event, or whose stream is damaged");
        decideErrors = Meter.CreateCounter<long>("cluster.decide.errors", "{error}", "Exceptions thrown by kinds: our own bugs");
        effectErrors = Meter.CreateCounter<long>("cluster.effect.errors", "{error}", "Exceptions thrown by the performer: our own bugs");
    }

    public Meter Meter { get; } = new(MeterName);

    public void Written(int count, TimeSpan duration)
    {
        records.Add(count);
        writes.Add(1);
        writeDuration.Record(duration.TotalSeconds);
    }

    public void WriteRetried() => retried.Add(1);

    public void WriteOverdue() => overdue.Add(1);

    public void Recovered(EntityId entity, TimeSpan duration)
    {
        recoveries.Add(1, Tag(entity));
        recoveryDuration.Record(duration.TotalSeconds, Tag(entity));
    }

    public void RecoveryRetried(EntityId entity) => recoveriesRetried.Add(1, Tag(entity));

    public void GateClosed() => gateClosed.Add(1);

    public void Restarted() => restarts.Add(1);

    public void CommandRefused(EntityId to) => commandsRefused.Add(1, Tag(to));

    public void MessageRefused() => messagesRefused.Add(1);

    public void CommandLost(EntityId to) => commandsLost.Add(1, Tag(to));

    public void Fenced(EntityId entity) => fenced.Add(1, Tag(entity));

    public void EntityStopped(EntityId entity) => stopped.Add(1, Tag(entity));

    public void DecideFailed(EntityId entity) => decideErrors.Add(1, Tag(entity));

    public void EffectFailed(EntityId entity) => effectErrors.Add(1, Tag(entity));

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Tag(EntityId entity) => new("kind", entity.Kind);
}
