using System.Runtime.InteropServices;
using Engine.Journal;
using Microsoft.Extensions.Logging;
using Node.Common.Configuration;
using Node.Common.Configuration.Sections;
using Node.Common.Logging;

namespace Node.Common;

/// <summary>What both nodes' programs do around their node: read the configuration, start, wait for a signal or a failure, stop.</summary>
public static class NodeProgram
{
    private const int Failure = 1;

    /// <summary>As sysexits.h has it for configuration errors.</summary>
    private const int BadConfiguration = 78;

    private const int BadUsage = 64;

    /// <param name="run">Starts the node; the task it returns faults when the node can't go on. Disposed of at the end.</param>
    public static async Task<int> Main<TOptions>(string[] args, string program, string environmentPrefix,
        Func<TOptions, ILoggerFactory, Task<RunningNode>> run) where TOptions : ProgramOptions
    {
        if (args is not ["--config", var file])
        {
            await Console.Error.WriteLineAsync($"usage: {program} --config FILE");
            return BadUsage;
        }
        var configured = ConfigurationLoader.Load<TOptions>(file, environmentPrefix);
        if (configured.Value is not { } options)
        {
            await Console.Error.WriteLineAsync($"{program}: {configured.Faults.Count} fault(s) in the configuration, nothing was started:");
            foreach (var fault in configured.Faults) await Console.Error.WriteLineAsync($"  {fault}");
            return BadConfiguration;
        }
        using var logs = NodeLogging.CreateFactory(options.Node, options.Log);
        try
        {
            await using var node = await run(options, logs);
            return await WaitAsync(node, program);
        }
        catch (Exception e) when (e is JournalUnavailableException or IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"{program}: {e.Message}");
            return Failure;
        }
    }

    private static async Task<int> WaitAsync(RunningNode node, string program)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await Task.WhenAny(stop.Task, node.Failed);
        if (!node.Failed.IsFaulted) return 0;
        await Console.Error.WriteLineAsync($"{program}: stopped: {node.Failed.Exception?.GetBaseException().Message}");
        return Failure;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }
}

/// <summary>A node that runs.</summary>
/// <param name="Failed">Faults when the node can't go on; one that completes has no more to do.</param>
public sealed record RunningNode(IAsyncDisposable Node, Task Failed) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
