using System.Diagnostics.Metrics;
using Engine.Scheduling;
using Shared.Messages.Entities;

namespace Engine;

/// <summary>The meter "Engine". Tags are bounded: kinds of entities, and nothing else.</summary>
internal sealed class EngineMetrics : IDisposable
{
    public const string MeterName = "Engine";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> records;
    private readonly Counter<long> commits;
    private readonly Histogram<int> commitSize;
    private readonly Histogram<double> commitDuration;
    private readonly Counter<long> refused;
    private readonly Counter<long> lost;
    private readonly Counter<long> decideErrors;
    private readonly Counter<long> effectErrors;
    private readonly Counter<long> stopped;

    public EngineMetrics(Func<long> mailboxDepth, Func<TimeSpan> commitUnderWay, Func<IEnumerable<(string Kind, int Count)>> entities)
    {
        records = meter.CreateCounter<long>("engine.journal.records", "{record}", "Records made durable: one a decision");
        commits = meter.CreateCounter<long>("engine.journal.commits", "{commit}", "Transactions committed");
        commitSize = meter.CreateHistogram<int>("engine.journal.commit.size", "{decision}", "Decisions in one commit");
        commitDuration = meter.CreateHistogram<double>("engine.journal.commit.duration", "s", "Time a commit took");
        refused = meter.CreateCounter<long>("engine.mailbox.refused", "{command}", "Peer input and questions refused by a full mailbox");
        lost = meter.CreateCounter<long>("engine.mailbox.lost", "{command}", "Tells lost to an overfull mailbox");
        decideErrors = meter.CreateCounter<long>("engine.decide.errors", "{error}", "Exceptions thrown by kinds: our own bugs");
        effectErrors = meter.CreateCounter<long>("engine.effect.errors", "{error}", "Exceptions thrown by the performer: our own bugs");
        stopped = meter.CreateCounter<long>("engine.entities.stopped", "{entity}", "Entities that could not take their own event");
        meter.CreateObservableUpDownCounter("engine.mailbox.depth", mailboxDepth, "{command}", "Commands waiting");
        meter.CreateObservableGauge("engine.journal.commit.underway", () => commitUnderWay().TotalSeconds, "s",
            "Age of the commit that is under way; 0 for none");
        meter.CreateObservableUpDownCounter("engine.entities", () => entities().Select(e => new Measurement<int>(e.Count, Tag(e.Kind))),
            "{entity}", "Entities alive");
    }

    public Meter Meter => meter;

    public void Committed(IReadOnlyList<PendingDecision> batch, TimeSpan duration)
    {
        records.Add(batch.Sum(decision => decision.Write!.Records));
        commits.Add(1);
        commitSize.Record(batch.Count);
        commitDuration.Record(duration.TotalSeconds);
    }

    public void Refused(EntityId to) => refused.Add(1, Tag(to.Kind));

    public void Lost(EntityId to) => lost.Add(1, Tag(to.Kind));

    public void DecideFailed(EntityId entity) => decideErrors.Add(1, Tag(entity.Kind));

    public void EffectFailed(EntityId entity) => effectErrors.Add(1, Tag(entity.Kind));

    public void EntityStopped(EntityId entity) => stopped.Add(1, Tag(entity.Kind));

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string kind) => new("kind", kind);
}
