using Microsoft.Extensions.Logging;

namespace Lns.Node.Composition;

/// <summary>What the node itself logs (event ids 1000 and up).</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1001, LogLevel.Information, "LNS {Name} is up on {Endpoints}", EventName = "NodeStarted")]
    public static partial void Started(ILogger log, string name, string endpoints);

    [LoggerMessage(1002, LogLevel.Information, "LNS {Name} stops; calls stay in the journal", EventName = "NodeStopping")]
    public static partial void Stopping(ILogger log, string name);

    [LoggerMessage(1003, LogLevel.Critical, "LNS {Name} cannot go on: {Reason}", EventName = "NodeFailed")]
    public static partial void Failed(ILogger log, string name, string reason);

    [LoggerMessage(1004, LogLevel.Error, "the data path has met a fault of ours", EventName = "ForwardingFault")]
    public static partial void ForwardingFault(ILogger log, Exception exception);

    [LoggerMessage(1005, LogLevel.Error, "no probes are answered at {Endpoint}: {Reason}", EventName = "NotListening")]
    public static partial void NotListening(ILogger log, string endpoint, string reason);
}
