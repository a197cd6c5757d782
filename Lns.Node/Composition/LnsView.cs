using System.Net;
using System.Reflection;
using Entities.Destinations;
using Entities.DialOut;
using Google.Protobuf;
using Lns.Node.Configuration;
using Lns.Node.DialOut;
using Lns.Node.Forwarding;
using Lns.Node.Operations;
using Lns.Node.Radius;
using Node.Common;
using Node.Common.Health;
using Node.Common.Operations.Rows;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.Composition;

/// <summary>Answers operators by asking the entities; nothing is kept twice.</summary>
internal sealed class LnsView(LnsOptions options, INodeEngine engine, Forwarder forwarder, ConnectingGate gate, RadiusGateway gateway) : ILnsView
{
    public required Func<IEnumerable<HealthProbe>> Probes { get; init; }

    private readonly DateTimeOffset started = TimeProvider.System.GetUtcNow();
    private readonly EntityQueries queries = new(engine);

    public async Task<IReadOnlyList<RouteRow>> RoutesAsync(CancellationToken cancellation)
    {
        var rows = new List<RouteRow>();
        var sessions = await queries.AskAll<DialOutSessionStatus>(EntityKinds.DialOutSession, () => new ShowDialOutSession(), cancellation);
        foreach (var router in options.VirtualRouters)
            foreach (var route in router.DialOutRoutes)
            {
                var mine = sessions.Count(s => s.VirtualRouter == router.Name && s.Target.ToIPNetwork().Equals(route.Prefix));
                var key = new EntityId(EntityKinds.DialOutRoute, new DialOutRouteKey(router.Name, route.Prefix).ToString());
                var status = await queries.Ask<DialOutRouteStatus>(key, new ShowDialOutRoute(), cancellation);
                rows.Add(LnsRows.Target(router, route, status, mine));
            }
        rows.AddRange(sessions.Where(s => s.State == DialOutState.InService).SelectMany(LnsRows.AccessRoutes));
        return rows;
    }

    public async Task<IReadOnlyList<DialOutRow>> DialOutAsync(CancellationToken cancellation) =>
        [.. (await queries.AskAll<DialOutSessionStatus>(EntityKinds.DialOutSession, () => new ShowDialOutSession(), cancellation))
            .OrderBy(s => s.Session, StringComparer.Ordinal).Select(LnsRows.DialOut)];

    public async Task<IReadOnlyList<DestinationRow>> DestinationsAsync(CancellationToken cancellation) =>
        [.. (await queries.AskAll<DestinationStatus>(EntityKinds.Destination, () => new ShowDestination(), cancellation))
            .OrderBy(d => d.Destination, StringComparer.Ordinal).Select(TunnelRows.Destination)];

    public async Task<IReadOnlyList<TunnelRow>> TunnelsAsync(CancellationToken cancellation) =>
        [.. (await Tunnels(cancellation)).Select(TunnelRows.Tunnel)];

    public async Task<IReadOnlyList<SessionRow>> SessionsAsync(CancellationToken cancellation) =>
        [.. (await Tunnels(cancellation)).SelectMany(tunnel => tunnel.SessionList.Select(session =>
            TunnelRows.Session(tunnel, session, forwarder.Read(Key(tunnel, session)))))];

    public async Task<IReadOnlyList<CounterRow>> CountersAsync(CancellationToken cancellation)
    {
        var sessions = await queries.AskAll<DialOutSessionStatus>(EntityKinds.DialOutSession, () => new ShowDialOutSession(), cancellation);
        return [.. CounterRows.System(gate, forwarder, gateway), .. CounterRows.DialOut(sessions)];
    }

    public async Task<HealthReport> HealthAsync(CancellationToken cancellation)
    {
        var checks = await HealthListener.RunAsync(Probes(), null, TimeProvider.System);
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "";
        var up = (long)(TimeProvider.System.GetUtcNow() - started).TotalSeconds;
        return new HealthReport(HealthListener.Worst(checks), options.Node, "lns", version, up, checks);
    }

    public Task<bool> ResetDialOutAsync(string key, CancellationToken cancellation) => Order(key, new ResetSession(), cancellation);

    public Task<bool> DeleteDialOutAsync(string key, CancellationToken cancellation) => Order(key, new DeleteSession(), cancellation);

    private async Task<bool> Order(string key, IMessage order, CancellationToken cancellation)
    {
        if (!DialOutSessionKey.TryParse(key, out _)) return false;
        var session = new EntityId(EntityKinds.DialOutSession, key);
        if (!engine.Entities(EntityKinds.DialOutSession).Contains(session)) return false;
        return await queries.Ask<IMessage>(session, order, cancellation) is not null;
    }

    private async Task<IEnumerable<TunnelView>> Tunnels(CancellationToken cancellation) =>
        (await queries.AskAll<TunnelView>(EntityKinds.Tunnel, () => new ShowTunnel(), cancellation)).OrderBy(t => t.Tunnel, StringComparer.Ordinal);

    private static ForwardingKey Key(TunnelView tunnel, SessionView session) => new()
    {
        Local = IPEndPoint.Parse(tunnel.Local).ToMessage(),
        LocalTunnelId = tunnel.LocalTunnelId,
        LocalSessionId = session.LocalSessionId,
    };
}
