using Microsoft.Extensions.Logging;

namespace Lac.Node.Composition;

/// <summary>What the node itself logs (event ids 1100 and up).</summary>
internal static partial class LacLog
{
    [LoggerMessage(1101, LogLevel.Information, "LAC {Name} is up on {Endpoints} with {Lines} lines", EventName = "NodeStarted")]
    public static partial void Started(ILogger log, string name, string endpoints, int lines);

    [LoggerMessage(1102, LogLevel.Error, "a line driver has met a fault of ours", EventName = "LineFault")]
    public static partial void LineFault(ILogger log, Exception exception);

    [LoggerMessage(1103, LogLevel.Error, "a socket has met a fault of ours", EventName = "SocketFault")]
    public static partial void SocketFault(ILogger log, Exception exception);
}
