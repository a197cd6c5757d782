using Node.Common.Operations.Rows;

namespace Lac.Node.Operations;

/// <summary>What the operations of a LAC node ask of the node. Lists are snapshots, in a stable order.</summary>
public interface ILacView
{
    Task<IReadOnlyList<DestinationRow>> DestinationsAsync(CancellationToken cancellation);

    Task<IReadOnlyList<TunnelRow>> TunnelsAsync(CancellationToken cancellation);

    Task<IReadOnlyList<SessionRow>> SessionsAsync(CancellationToken cancellation);

    Task<IReadOnlyList<LineRow>> LinesAsync(CancellationToken cancellation);

    Task<IReadOnlyList<CounterRow>> CountersAsync(CancellationToken cancellation);

    Task<HealthReport> HealthAsync(CancellationToken cancellation);
}
