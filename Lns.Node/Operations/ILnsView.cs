using Node.Common.Operations.Rows;

namespace Lns.Node.Operations;

/// <summary>What the operations of an LNS node ask of the node. Lists are snapshots, in a stable order.</summary>
public interface ILnsView
{
    Task<IReadOnlyList<RouteRow>> RoutesAsync(CancellationToken cancellation);

    Task<IReadOnlyList<DialOutRow>> DialOutAsync(CancellationToken cancellation);

    Task<IReadOnlyList<DestinationRow>> DestinationsAsync(CancellationToken cancellation);

    Task<IReadOnlyList<TunnelRow>> TunnelsAsync(CancellationToken cancellation);

    Task<IReadOnlyList<SessionRow>> SessionsAsync(CancellationToken cancellation);

    Task<IReadOnlyList<CounterRow>> CountersAsync(CancellationToken cancellation);

    Task<HealthReport> HealthAsync(CancellationToken cancellation);

    /// <returns>False: there is no such dial-out session.</returns>
    Task<bool> ResetDialOutAsync(string key, CancellationToken cancellation);

    /// <inheritdoc cref="ResetDialOutAsync"/>
    Task<bool> DeleteDialOutAsync(string key, CancellationToken cancellation);
}
