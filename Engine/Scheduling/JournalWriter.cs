using System.Threading.Channels;
using Engine.Faults;
using Engine.Journal;

namespace Engine.Scheduling;

/// <summary>
/// Group commit: takes what all partitions have handed over, puts it into one commit, and gives it back to them. While one commit is
/// under way the next one gathers. Passive: a thread or a simulation pumps it.
/// </summary>
internal sealed class JournalWriter(
    IJournalStorage storage, EngineSettings settings, TimeProvider time, EngineMetrics metrics, EngineFate fate,
    CrashPoint? crash = null)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private const long NotBusy = long.MinValue;

    private readonly Channel<PendingDecision> waiting =
        Channel.CreateUnbounded<PendingDecision>(new UnboundedChannelOptions { SingleReader = true });

    private readonly List<PendingDecision> batch = [];
    private readonly List<StreamWrite> writes = [];
    private long busySince = NotBusy;

    /// <summary>Whether the last attempt failed and the batch waits for another.</summary>
    public bool IsStalled { get; private set; }

    /// <summary>How long a driver waits before it pumps a stalled writer again.</summary>
    public static TimeSpan RetryAfter => RetryInterval;

    public bool HasWork => batch.Count > 0 || waiting.Reader.TryPeek(out _);

    /// <summary>How long the present commit has been under way, all its attempts together.</summary>
    public TimeSpan BusyFor =>
        Interlocked.Read(ref busySince) is var since && since != NotBusy ? time.GetElapsedTime(since) : TimeSpan.Zero;

    public void Append(PendingDecision decision) => waiting.Writer.TryWrite(decision);

    /// <summary>No more will come; a driver's wait ends once all is written.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    public ValueTask<bool> WaitForWork() => waiting.Reader.WaitToReadAsync();

    /// <summary>Makes at most one commit.</summary>
    /// <returns>Whether there was something to commit.</returns>
    public bool Pump()
    {
        if (fate.HasFailed)
            return false;
        if (batch.Count == 0)
            Gather();
        if (batch.Count == 0)
            return false;
        if (!IsStalled)
            Interlocked.Exchange(ref busySince, time.GetTimestamp());
        try
        {
            crash?.Commit(CrashSide.Before, batch);
            storage.Commit(writes);
            crash?.Commit(CrashSide.After, batch);
        }
        catch (Exception e)
        {
            Missed(e);
            return true;
        }
        IsStalled = false;
        metrics.Committed(batch, BusyFor);
        Interlocked.Exchange(ref busySince, NotBusy);
        Return();
        return true;
    }

    private void Gather()
    {
        var bytes = 0;
        while (batch.Count < Limits.CommitDecisions && bytes < Limits.CommitBytes && waiting.Reader.TryRead(out var decision))
        {
            batch.Add(decision);
            writes.Add(decision.Write!);
            bytes += decision.Write!.Bytes;
        }
    }

    private void Return()
    {
        foreach (var group in batch.GroupBy(decision => decision.Partition))
            group.Key.Committed([.. group]);
        batch.Clear();
        writes.Clear();
    }

    private void Missed(Exception exception)
    {
        IsStalled = true;
        if (exception is JournalUnavailableException { MayPass: true } && BusyFor < settings.JournalPatience)
            fate.Stalled(exception, BusyFor);
        else
            fate.Fail(exception as JournalUnavailableException
                ?? new JournalUnavailableException(storage.Path, exception.Message, exception));
    }
}
