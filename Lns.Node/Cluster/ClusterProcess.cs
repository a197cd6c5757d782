using Engine.Journal;
using Lns.Node.Composition;
using Lns.Node.Configuration;
using Lns.Node.Standby;
using Microsoft.Extensions.Logging;
using Node.Common;

namespace Lns.Node.Cluster;

/// <summary>A process that is an LNS of a cluster.</summary>
internal static class ClusterProcess
{
    /// <returns>Once it is a member and takes packets.</returns>
    /// <exception cref="JournalUnavailableException">The data directory or the journal can't be used; no call was touched.</exception>
    /// <exception cref="IOException">A device or socket can't be opened.</exception>
    /// <exception cref="TimeoutException">It could not join.</exception>
    public static async Task<RunningNode> StartAsync(LnsOptions options, ILoggerFactory logs)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var directory = DataDirectory.Open(options.DataDirectory);
        var node = new LnsNode(options, logs, new Inheritance(), (hands, forwarder) =>
            new ClusterNodeEngine(options, directory, hands, forwarder, () => ended.TrySetResult(), logs));
        _ = node.Failed.ContinueWith(failed => ended.TrySetException(failed.Exception!.GetBaseException()), TaskContinuationOptions.OnlyOnFaulted);
        await node.StartAsync();
        return new RunningNode(node, ended.Task);
    }
}
