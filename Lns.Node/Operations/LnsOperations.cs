using Node.Common.Operations;
using Node.Common.Operations.Rows;

namespace Lns.Node.Operations;

/// <summary>The operations of an LNS node.</summary>
public static class LnsOperations
{
    public static void AddLnsOperations(this OperationRegistry registry, ILnsView view)
    {
        registry.RegisterList("show-routes", "dial-out targets and access routes", view.RoutesAsync);
        registry.RegisterList("show-dial-out", "dial-out sessions with their states and timers", view.DialOutAsync);
        registry.RegisterList("show-destinations", "LACs with their tunnels, limits and lockouts", view.DestinationsAsync);
        registry.RegisterList("show-tunnels", "control connections", view.TunnelsAsync);
        registry.RegisterList("show-sessions", "calls", view.SessionsAsync);
        registry.RegisterList("show-counters", "counters of the node and its parts", view.CountersAsync);
        registry.Register("health", "whether the node is well", async (_, cancellation) => await view.HealthAsync(cancellation));
        registry.Register("reset-dial-out", "close the call of a dial-out session; the session becomes dormant", async (arguments, cancellation) =>
            await On(arguments, view.ResetDialOutAsync, "reset", cancellation), OperationReach.Owner);
        registry.Register("delete-dial-out", "close the call of a dial-out session and forget the session", async (arguments, cancellation) =>
            await On(arguments, view.DeleteDialOutAsync, "deleted", cancellation), OperationReach.Owner);
    }

    private static async Task<Done> On(OperationArguments arguments, Func<string, CancellationToken, Task<bool>> act, string done,
        CancellationToken cancellation)
    {
        var key = arguments.Text("key");
        return await act(key, cancellation) ? new Done(key, done) : throw OperationException.NotFound($"dial-out session {key}");
    }
}
