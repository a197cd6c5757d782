using Node.Common.Operations;

namespace Lac.Node.Operations;

/// <summary>The operations of a LAC node.</summary>
public static class LacOperations
{
    public static void AddLacOperations(this OperationRegistry registry, ILacView view)
    {
        registry.RegisterList("show-destinations", "LNSs with their tunnels", view.DestinationsAsync);
        registry.RegisterList("show-tunnels", "control connections", view.TunnelsAsync);
        registry.RegisterList("show-sessions", "calls", view.SessionsAsync);
        registry.RegisterList("show-lines", "telephone lines and what they do", view.LinesAsync);
        registry.RegisterList("show-counters", "counters of the node and its parts", view.CountersAsync);
        registry.Register("health", "whether the node is well", async (_, cancellation) => await view.HealthAsync(cancellation));
    }
}
