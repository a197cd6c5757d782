using Engine.Faults;
using Engine.Journal;
using Engine.Standby;
using Lns.Node.Composition;
using Lns.Node.Configuration;
using Lns.Node.Forwarding;
using Microsoft.Extensions.Logging;
using Node.Common;
using Node.Common.Operations;
using Shared.Messages.Entities;

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
    private readonly IReadOnlyCollection<IEntityKind> kinds;
    private readonly CrashPoint? crash;
    private readonly TimeProvider time = TimeProvider.System;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LnsNode?> active = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StandbyWatch? watch;
    private OperationServer? standbyOperations;
    private volatile bool hasBegun;

    private LnsProcess(LnsOptions options, ILoggerFactory logs)
    {
        (this.options, this.logs) = (options, logs);
        log = logs.CreateLogger("Standby");
        kinds = LnsEngine.Kinds(options);
        crash = CrashPointOf(log);
    }

    /// <summary>Faults when the node can't go on; completes when it has been asked to hand its work over.</summary>
    public Task Ended => ended.Task;

    /// <returns>Once it is active, or waits as a standby.</returns>
    /// <exception cref="JournalUnavailableException">The data directory can't be used; no call was touched.</exception>
    /// <exception cref="IOException">A device or socket can't be opened.</exception>
    public static async Task<LnsProcess> StartAsync(LnsOptions options, ILoggerFactory logs)
    {
        var process = new LnsProcess(options, logs);
        if (DataDirectory.TryOpen(options.DataDirectory) is { } directory)
            process.active.SetResult(await process.Begin(directory, new Inheritance(), null));
        else
            process.Wait();
        return process;
    }

    /// <summary>Hands over to a standby that waits; without one the work ends here, and its calls stay in the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        watch?.Dispose();
        if (watch is not null && !hasBegun)
        {
            active.TrySetResult(null);
            if (standbyOperations is not null)
                await standbyOperations.DisposeAsync();
        }
        if (await active.Task is { } node)
            await node.DisposeAsync();
    }

    /// <exception cref="IOException">The variable is set to what can't be followed: a proof that would prove nothing.</exception>
    private static CrashPoint? CrashPointOf(ILogger log)
    {
        try
        {
            if (CrashOrder.FromEnvironment() is not { } order)
                return null;
            StandbyLog.CrashPointSet(log, order, CrashOrder.Variable);
            return new CrashPoint(order, SuddenDeath.Die);
        }
        catch (FormatException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private void Wait()
    {
        var shadow = new EntityShadow(LnsEngine.Settings(options), kinds, new EngineLog(logs.CreateLogger<EngineLog>()), time, log);
        // before the watch, which says that it waits, or takes over and has no more use for it, at any moment
        standbyOperations = StandbyOperations.TryStart(options, () => watch?.Status ?? StandbyStatus.Alone, time, logs);
        watch = new StandbyWatch(options, shadow, time, log, TakeOver, e => ended.TrySetException(e));
        _ = Rehearsal.TryRun(options, time, log, () => hasBegun);
    }

    private void TakeOver(DataDirectory directory, Inheritance inheritance, JournalFollower? entities)
    {
        hasBegun = true;
        var begin = time.GetTimestamp();
        _ = Task.Run(async () =>
        {
            try
            {
                var node = await Begin(directory, inheritance, entities);
                StandbyLog.TakenOver(log, options.Node, time.GetElapsedTime(begin).TotalMilliseconds);
                active.SetResult(node);
                // the next standby answers there
                if (standbyOperations is not null)
                    await standbyOperations.DisposeAsync();
            }
            catch (Exception e)
            {
                active.TrySetResult(null);
                ended.TrySetException(e);
            }
        });
    }

    private async Task<LnsNode> Begin(DataDirectory directory, Inheritance inheritance, JournalFollower? entities)
    {
        using var estate = new Estate(directory, inheritance, kinds, entities, crash);
        LnsNode node;
        try
        {
            node = new LnsNode(options, logs, estate.Descriptors, (hands, forwarder) => Engine(estate, hands, forwarder));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
        await node.StartAsync();
        _ = node.Failed.ContinueWith(failed => ended.TrySetException(failed.Exception!.GetBaseException()), TaskContinuationOptions.OnlyOnFaulted);
        return node;
    }

    private EmbeddedEngine Engine(Estate estate, LnsHands hands, Forwarder forwarder)
    {
        var engine = new EmbeddedEngine(options, estate, hands, forwarder, logs);
        engine.HandOverAsked += () => ended.TrySetResult();
        return engine;
    }
}
