using Akka.Actor;
using Akka.Persistence;
using Engine.Akka.Entities;

namespace Engine.Akka.Journal;

/// <summary>
/// Writes the records of one stream in their order, one batch at a time, and again until they are there. Akka's own persistent actor stops
/// when a write fails, though one bad row fails its whole batch and a full queue drops: here a failure is tried again, after a look at what
/// the journal really holds. Runs within its entity's actor.
/// </summary>
internal sealed class RecordWriter(string stream, EntityNode node, IActorContext context)
{
    private const int BatchRecords = 64;

    /// <summary>
    /// The journal's own limit for a write, twice: within the first it would have failed. An answer that has not come by then was lost, as with a
    /// journal's actor that has been started anew, and would be awaited for ever.
    /// </summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(20);

    private readonly Queue<JournalRecord> waiting = new();
    private readonly List<JournalRecord> batch = [];
    private readonly RetryTimer retry = new(node.HostTime);
    private Step step;
    private ITimer? overdue;
    private long begunAt;
    private long sentAt;
    private int attempt;
    private int outcomes;
    private bool hasFailed;

    private enum Step
    {
        Idle,
        AwaitingPermit,
        Writing,
        AwaitingRetry,
        Looking,
    }

    public bool IsIdle => step == Step.Idle;

    public void Write(JournalRecord record)
    {
        waiting.Enqueue(record);
        node.JournalWatch.OnTheirWay(1);
        Next();
    }

    public void OnPermit() => Send();

    /// <summary>One outcome of the batch. All are awaited, so that none of an earlier attempt is taken for one of the next.</summary>
    public WriteOutcome OnOutcome(int ofAttempt, Exception? failure, bool isRejected)
    {
        if (step != Step.Writing || ofAttempt != attempt)
            return WriteOutcome.Nothing;
        hasFailed |= failure is not null;
        if (isRejected)
            return WriteOutcome.Refused;
        if (failure is not null && outcomes == 0)
            node.JournalWatch.Failed(failure);
        if (++outcomes < batch.Count)
            return WriteOutcome.Nothing;
        node.WritePermits.Return();
        if (!hasFailed)
            return Done();
        RetryFailed();
        return WriteOutcome.Nothing;
    }

    /// <summary>The answer may have been lost on its way; the write may have been, too.</summary>
    public void OnOverdue()
    {
        if (step != Step.Writing || node.HostTime.GetElapsedTime(sentAt) < AnswerPatience)
            return;
        // what comes now is of an attempt that is over
        attempt++;
        node.WritePermits.Return();
        node.JournalWatch.Failed(new TimeoutException($"no answer within {AnswerPatience.TotalSeconds} s"));
        node.Metrics.WriteOverdue();
        RetryFailed();
    }

    public void OnRetry()
    {
        if (step != Step.AwaitingRetry)
            return;
        if (!node.Gate.IsOpen)
        {
            RetryLater();
            return;
        }
        step = Step.Looking;
        context.ActorOf(RecordReader.Props(node.Journal, stream, batch[0].Sequence));
    }

    public void OnLookFailed(Exception cause)
    {
        node.JournalWatch.Failed(cause);
        RetryFailed();
    }

    /// <summary>What the journal holds from the batch's first sequence number on: nothing, our own records, or another writer's.</summary>
    public WriteOutcome OnLook(StreamRead found)
    {
        if (found.Records.Count == 0 && found.Highest < batch[0].Sequence)
        {
            step = Step.Idle;
            (var again, attempt) = (batch.ToList(), attempt + 1);
            batch.Clear();
            Take(again);
            return WriteOutcome.Nothing;
        }
        return found.Records.Count == batch.Count && batch.Zip(found.Records, (ours, theirs) => ours.IsSameAs(theirs)).All(same => same)
            ? Done() : WriteOutcome.Refused;
    }

    public void Dispose()
    {
        if (step == Step.Writing)
            node.WritePermits.Return();
        node.JournalWatch.Ended(this);
        node.JournalWatch.OnTheirWay(-waiting.Count - batch.Count);
        retry.Dispose();
        overdue?.Dispose();
    }

    private void Next()
    {
        if (step != Step.Idle || waiting.Count == 0)
            return;
        var records = new List<JournalRecord>();
        while (records.Count < BatchRecords && waiting.TryDequeue(out var record))
            records.Add(record);
        begunAt = node.HostTime.GetTimestamp();
        Take(records);
    }

    private void Take(IReadOnlyList<JournalRecord> records)
    {
        batch.AddRange(records);
        node.JournalWatch.Begun(this);
        step = Step.AwaitingPermit;
        if (node.WritePermits.Take(context.Self, isUrgent: false))
            Send();
    }

    private void Send()
    {
        step = Step.Writing;
        (attempt, outcomes, hasFailed, sentAt) = (attempt + 1, 0, false, node.HostTime.GetTimestamp());
        AwaitAnswer();
        node.Journal.Tell(new WriteMessages([.. batch.Select(record => new AtomicWrite(
            new Persistent(record, record.Sequence, stream, "", false, ActorRefs.NoSender, "", 0)))], context.Self, attempt), context.Self);
    }

    /// <summary>One timer for all writes of the stream; it is late for those that were answered.</summary>
    private void AwaitAnswer()
    {
        var self = context.Self;
        overdue ??= node.HostTime.CreateTimer(_ => self.Tell(WriteOverdue.Instance, ActorRefs.NoSender), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        overdue.Change(AnswerPatience, Timeout.InfiniteTimeSpan);
    }

    private WriteOutcome Done()
    {
        overdue?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var outcome = new WriteOutcome(batch[^1].Sequence, false);
        retry.Succeeded();
        node.JournalWatch.Ended(this);
        node.JournalWatch.OnTheirWay(-batch.Count);
        node.Metrics.Written(batch.Count, node.HostTime.GetElapsedTime(begunAt));
        batch.Clear();
        step = Step.Idle;
        Next();
        return outcome;
    }

    private void RetryFailed()
    {
        node.Metrics.WriteRetried();
        RetryLater();
    }

    private void RetryLater()
    {
        step = Step.AwaitingRetry;
        var self = context.Self;
        retry.Start(() => self.Tell(RetryWrite.Instance, ActorRefs.NoSender));
    }
}

/// <param name="DurableUpTo">Sequence number up to which all is in the journal; 0 when nothing new is known.</param>
/// <param name="IsRefused">Another writer has the stream, or the record can't be written: this entity must stop.</param>
internal readonly record struct WriteOutcome(long DurableUpTo, bool IsRefused)
{
    public static WriteOutcome Nothing => default;

    public static WriteOutcome Refused => new(0, true);
}

internal sealed class WriteOverdue
{
    public static WriteOverdue Instance { get; } = new();

    private WriteOverdue()
    {
    }
}

internal sealed class RetryWrite
{
    public static RetryWrite Instance { get; } = new();

    private RetryWrite()
    {
    }
}
