using Microsoft.Extensions.Logging;

namespace Lighthouse;

/// <summary>What a Lighthouse logs (event ids 1300 and up).</summary>
internal static partial class LighthouseLog
{
    [LoggerMessage(1301, LogLevel.Information, "Lighthouse {Name} is up on {Address}", EventName = "NodeStarted")]
    public static partial void Started(ILogger log, string name, string address);

    [LoggerMessage(1302, LogLevel.Warning, "no member of the cluster now: {Reason}", EventName = "ClusterNotJoined")]
    public static partial void NotMember(ILogger log, string reason);
}
