using System.Reflection;
using Lns.Node.Configuration;
using Microsoft.Extensions.Logging;
using Node.Common.Operations;
using Node.Common.Operations.Rows;

namespace Lns.Node.Standby;

/// <summary>What a standby can be asked, on a socket beside the active's; and what active and standby are both asked.</summary>
internal static class StandbyOperations
{
    public const string SocketSuffix = ".standby";

    /// <returns>Null when the socket can't be made, as for the second of two standbys: it waits all the same.</returns>
    public static OperationServer? TryStart(LnsOptions options, Func<StandbyStatus> status, TimeProvider time, ILoggerFactory logs)
    {
        var begin = time.GetTimestamp();
        var registry = new OperationRegistry();
        registry.AddProcess("standby");
        registry.Register("health", "whether the standby is well", (_, _) =>
            Task.FromResult<object>(Health(options.Node, status(), (long)time.GetElapsedTime(begin).TotalSeconds)));
        try
        {
            return OperationServer.Start(options.OperationsSocket + SocketSuffix, registry, logs.CreateLogger("Operations"));
        }
        catch (IOException e)
        {
            StandbyLog.Unasked(logs.CreateLogger("Standby"), e.Message);
            return null;
        }
    }

    public static void AddProcess(this OperationRegistry registry, string role) =>
        registry.Register("process", "which process answers, and whether it is active or standby", (_, _) =>
            Task.FromResult<object>(new ProcessRow(Environment.ProcessId, role)));

    /// <summary>As the active sees its standbys.</summary>
    public static HealthCheck Check(IReadOnlyList<StandbyPeer> standbys) => new("standby",
        standbys.All(standby => standby.Trouble is null) ? "healthy" : "degraded",
        string.Join("; ", standbys.Select(standby => $"process {standby.ProcessId}, "
            + (standby.Trouble ?? (standby.EventsBehind is { } behind ? $"{behind} events behind" : "has just joined")))));

    private static HealthReport Health(string node, StandbyStatus status, long upSeconds)
    {
        var check = status switch
        {
            { ActiveProcess: 0 } => new HealthCheck("standby", "degraded", "has joined no active process yet"),
            { Trouble: { } trouble } => new HealthCheck("standby", "degraded", trouble),
            _ => new HealthCheck("standby", "healthy", $"of process {status.ActiveProcess}, {status.Descriptors} descriptors, {status.Entities} entities, "
                + $"{status.EventsBehind} events behind"),
        };
        return new HealthReport(check.Status, node, "lns-standby", Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "", upSeconds, [check]);
    }
}

/// <param name="Role">active or standby.</param>
public sealed record ProcessRow(int Process, string Role);
