namespace Engine.Scheduling;

/// <summary>Pumps an engine: a task for each partition, and a thread for the journal, which waits for the disk.</summary>
internal sealed class EngineThreads(EngineCore core, TimeProvider time)
{
    /// <summary>A commit that takes this long is worth a line in the log; peers notice after several seconds only.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> running = [];
    private ITimer? watch;

    /// <inheritdoc cref="EngineCore.Resume"/>
    public Task Start()
    {
        watch = time.CreateTimer(_ => WatchJournal(), null, WatchInterval, Timeout.InfiniteTimeSpan);
        var resumed = core.Resume();
        foreach (var partition in core.Partitions)
            running.Add(Task.Run(() => RunPartition(partition)));
        running.Add(Task.Factory.StartNew(RunWriter, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return resumed;
    }

    /// <summary>Lets open work end, then writes snapshots, if so wanted. Gives up after <paramref name="patience"/>.</summary>
    public async Task DrainAsync(TimeSpan patience, bool withSnapshots)
    {
        try
        {
            await core.WhenIdle().WaitAsync(patience, time).ConfigureAwait(false);
            if (!withSnapshots)
                return;
            foreach (var partition in core.Partitions)
                partition.RequestSnapshots();
            await core.WhenIdle().WaitAsync(patience, time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or Journal.JournalUnavailableException)
        {
            // what isn't written is as if it had never been decided, as after a crash
            core.Fate.StopCutShort(e);
        }
    }

    public async Task StopAsync()
    {
        watch?.Dispose();
        await stop.CancelAsync().ConfigureAwait(false);
        core.Writer.Complete();
        await Task.WhenAll(running).ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task RunPartition(Partition partition)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                partition.Pump();
                await partition.WaitForWork(stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the engine stops
        }
        catch (Exception e)
        {
            // a partition that has died must not look like one that is quiet
            core.Fate.Fail(e);
        }
    }

    private void RunWriter()
    {
        try
        {
            while (!stop.IsCancellationRequested && core.Writer.WaitForWork().AsTask().GetAwaiter().GetResult())
                while (!stop.IsCancellationRequested && core.Writer.Pump())
                    if (core.Writer.IsStalled)
                        Task.Delay(JournalWriter.RetryAfter, time, stop.Token)
                            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            core.Fate.Fail(e);
        }
    }

    private void WatchJournal()
    {
        if (core.Writer.BusyFor is var busy && busy >= WatchInterval && !core.Fate.HasFailed)
            core.Fate.Stalled(null, busy);
        watch?.Change(WatchInterval, Timeout.InfiniteTimeSpan);
    }
}
