using System.Reflection;
using Engine;
using Lac.Node.Configuration;
using Lac.Node.Lines;
using Lac.Node.Operations;
using Node.Common;
using Node.Common.Operations.Rows;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lac.Node.Composition;

/// <summary>Answers operators by asking the entities; nothing is kept twice.</summary>
public sealed class LacView(LacOptions options, EntityEngine engine, LineFleet lines) : ILacView
{
    private const string Free = "free";

    private readonly DateTimeOffset started = TimeProvider.System.GetUtcNow();
    private readonly EntityQueries queries = new(engine);

    public async Task<IReadOnlyList<DestinationRow>> DestinationsAsync(CancellationToken cancellation) =>
        [.. (await queries.AskAll<DestinationStatus>(EntityKinds.Destination, () => new ShowDestination(), cancellation))
            .OrderBy(d => d.Destination, StringComparer.Ordinal).Select(TunnelRows.Destination)];

    public async Task<IReadOnlyList<TunnelRow>> TunnelsAsync(CancellationToken cancellation) =>
        [.. (await Tunnels(cancellation)).Select(TunnelRows.Tunnel)];

    public async Task<IReadOnlyList<SessionRow>> SessionsAsync(CancellationToken cancellation) =>
        [.. (await Tunnels(cancellation)).SelectMany(tunnel => tunnel.SessionList.Select(session => TunnelRows.Session(tunnel, session, null)))];

    public async Task<IReadOnlyList<LineRow>> LinesAsync(CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = new List<LineRow>();
        foreach (var pool in options.Pools)
        {
            var list = await queries.Ask<LineList>(new EntityId(EntityKinds.LinePool, pool.Name), new ShowLines(), cancellation);
            foreach (var line in list?.Lines ?? [])
                rows.Add(Row(pool, line, now));
        }
        return rows;
    }

    /// <summary>Lines that could dial now.</summary>
    public async Task<int> FreeLinesAsync() => (await LinesAsync(default)).Count(line => line.State == Free);

    public async Task<IReadOnlyList<CounterRow>> CountersAsync(CancellationToken cancellation)
    {
        var all = await LinesAsync(cancellation);
        return
        [
            .. all.GroupBy(line => line.Pool).SelectMany(pool => new CounterRow[]
            {
                new(pool.Key, "lines", pool.Count()),
                new(pool.Key, "calls", pool.Sum(line => line.Calls)),
                new(pool.Key, "callsFailed", pool.Sum(line => line.Failures)),
            }),
            .. all.GroupBy(line => line.State).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CounterRow("system", $"lines-{g.Key}", g.Count())),
            .. options.L2tp.Endpoints.Select(e => new System.Net.IPEndPoint(e.Address, e.Port))
                .Select(e => new CounterRow(e.ToString(), "dataMessagesDropped", lines.DownlinkOf(e).Dropped)),
        ];
    }

    public Task<HealthReport> HealthAsync(CancellationToken cancellation)
    {
        var failed = engine.Failed.IsCompleted;
        var journal = new HealthCheck("journal", failed ? "unhealthy" : "healthy", failed ? engine.Failed.Exception?.GetBaseException().Message : null);
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "";
        var up = (long)(TimeProvider.System.GetUtcNow() - started).TotalSeconds;
        return Task.FromResult(new HealthReport(journal.Status, options.Node, "lac", version, up, [journal]));
    }

    private async Task<IEnumerable<TunnelView>> Tunnels(CancellationToken cancellation) =>
        (await queries.AskAll<TunnelView>(EntityKinds.Tunnel, () => new ShowTunnel(), cancellation)).OrderBy(t => t.Tunnel, StringComparer.Ordinal);

    private static LineRow Row(PoolOptions pool, LineStatus line, long now)
    {
        var configured = pool.Lines.FirstOrDefault(l => l.Name == line.Line);
        return new LineRow(line.Line, pool.Name, configured?.Driver.ToString().ToLowerInvariant() ?? "", configured?.Device ?? configured?.Program,
            Words(line.State), Text(line.Number), Text(line.Call), line.TransmitBps == 0 ? null : line.TransmitBps, line.ReceiveBps == 0 ? null : line.ReceiveBps,
            line.SinceUnixMs == 0 ? 0 : (now - line.SinceUnixMs) / 1000, (long)line.Calls, (long)(line.Calls - line.CallsConnected), Text(line.Fault));
    }

    /// <summary>The pool's states as docs/operations.md names them: what matters to an operator, not every step of a call.</summary>
    private static string Words(string state) => state switch
    {
        "closed" => "initialising",
        "onHook" => Free,
        "carrier" or "framed" => "connected",
        "bridged" => "in-data",
        "hangingUp" => "hanging-up",
        "quarantine" => "quarantined",
        "retesting" => "faulty",
        _ => state,
    };

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
