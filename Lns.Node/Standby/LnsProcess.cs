using Engine.Journal;
using Lns.Node.Composition;
using Lns.Node.Configuration;
using Microsoft.Extensions.Logging;

namespace Lns.Node.Standby;

/// <summary>
/// A process on a data directory: active when nobody else is, else the standby of whoever is, which goes on in its place. What comes back
/// after a death becomes the standby by the same rule.
/// </summary>
public sealed class LnsProcess : IAsyncDisposable
{
    private readonly LnsOptions options;
    private readonly ILoggerFactory logs;
    private readonly ILogger log;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock changes = new();
    private StandbyWatch? watch;
    private Task<LnsNode>? taking;
    private LnsNode? node;

    private LnsProcess(LnsOptions options, ILoggerFactory logs)
    {
        (this.options, this.logs) = (options, logs);
        log = logs.CreateLogger("Standby");
    }

    /// <summary>Faults when the node can't go on; completes when it has handed its work over.</summary>
    public Task Ended => ended.Task;

    /// <returns>Once it is active, or waits as a standby.</returns>
    /// <exception cref="JournalUnavailableException">The data directory can't be used; no call was touched.</exception>
    /// <exception cref="IOException">A device or socket can't be opened.</exception>
    public static async Task<LnsProcess> StartAsync(LnsOptions options, ILoggerFactory logs)
    {
        var process = new LnsProcess(options, logs);
        if (DataDirectory.TryOpen(options.DataDirectory) is { } directory)
            await process.Begin(directory, new Inheritance());
        else
            process.watch = new StandbyWatch(options, process.log, process.TakeOver, e => process.ended.TrySetException(e));
        return process;
    }

    /// <summary>Hands over to a standby that waits; without one the work ends here, and its calls stay in the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        watch?.Dispose();
        if (taking is not null)
            await taking.ContinueWith(_ => { }, TaskScheduler.Default);
        if (node is not null)
            await node.DisposeAsync();
    }

    private void TakeOver(DataDirectory directory, Inheritance inheritance)
    {
        var begin = TimeProvider.System.GetTimestamp();
        taking = Begin(directory, inheritance);
        taking.ContinueWith(task =>
        {
            if (task.Exception is { } failure)
                ended.TrySetException(failure.GetBaseException());
            else
                StandbyLog.TakenOver(log, options.Node, TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds);
        }, TaskScheduler.Default);
    }

    private async Task<LnsNode> Begin(DataDirectory directory, Inheritance inheritance)
    {
        using (inheritance)
        {
            try
            {
                node = new LnsNode(options, logs, directory, inheritance);
            }
            catch
            {
                directory.Dispose();
                throw;
            }
            await node.StartAsync();
        }
        _ = node.Failed.ContinueWith(failed => ended.TrySetException(failed.Exception!.GetBaseException()), TaskContinuationOptions.OnlyOnFaulted);
        return node;
    }
}
