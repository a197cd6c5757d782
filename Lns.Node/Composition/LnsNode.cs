using System.Net;
using Entities.DialOut;
using Lns.Node.Configuration;
using Lns.Node.DialOut;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Counters;
using Lns.Node.Forwarding.Devices;
using Lns.Node.LocalUsers;
using Lns.Node.Operations;
using Lns.Node.Radius;
using Lns.Node.Standby;
using Microsoft.Extensions.Logging;
using Node.Common;
using Node.Common.Health;
using Node.Common.Logging;
using Node.Common.Operations;
using Node.Common.Tracing;
using Node.Common.Operations.Rows;
using Platform;
using Protocols.Ip;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.Composition;

/// <summary>
/// One LNS node: engine, data path, RADIUS gateway and operations, put together and started in the order in which they need one another.
/// </summary>
internal sealed class LnsNode : IAsyncDisposable
{
    private readonly LnsOptions options;
    private readonly ILoggerFactory logs;
    private readonly ILogger log;
    private readonly TimeProvider time = TimeProvider.System;
    private readonly TraceRing trace = new(TimeProvider.System);
    private readonly PacketCapture? capture;
    private readonly CounterFile counters;
    private readonly RadiusGateway gateway;
    private readonly Forwarder forwarder;
    private readonly INodeEngine engine;
    private readonly TriggerIntake triggers;
    private readonly Inheritance inherited;
    private OperationServer? operations;
    private HealthListener? health;
    private volatile bool isRunning;
    private volatile bool isLeaving;

    /// <param name="inherited">Ports and devices that are open already; what is not among them is opened.</param>
    /// <param name="engineOf">Makes the engine, by the hands that perform its effects and the data path of the node.</param>
    public LnsNode(LnsOptions options, ILoggerFactory logs, Inheritance inherited, Func<LnsHands, Forwarder, INodeEngine> engineOf)
    {
        this.inherited = inherited;
        this.options = options;
        this.logs = logs;
        log = logs.CreateLogger("Lns");
        capture = PacketCapture.Open(options.CaptureFile, options.Node, time);
        counters = CounterFile.Open(Path.Combine(options.DataDirectory, "counters"));
        gateway = new RadiusGateway(new RadiusGatewaySettings(), GatewayGroups.From(options), time, new CryptographicRandom(),
            logs.CreateLogger<RadiusGateway>(), tap: capture is null ? null : t => capture.Datagram(t.IsOutbound, t.Local, t.Remote, t.Payload.Span));
        forwarder = new Forwarder(Callbacks(), counters, time, isHeld: true);
        var hands = new LnsHands(forwarder, gateway, new LocalUserList(options.Sites),
            new LimitedReports(log, new LogLimiter(TimeSpan.FromSeconds(options.Log.RepeatIntervalSeconds), time), trace));
        engine = engineOf(hands, forwarder);
        var gate = new ConnectingGate(options.DialOut.ConnectingLimit, session => engine.Tell(session, new SlotFree { Turn = triggers!.NextTurn() }));
        triggers = new TriggerIntake(engine, engine.HasAllEntities ? gate : null);
        (hands.Host, hands.Gate) = (engine, gate);
        View = new LnsView(options, engine, forwarder, gate, gateway) { Probes = Probes };
    }

    public LnsView View { get; }

    /// <summary>Faults when the engine can't go on.</summary>
    public Task Failed => engine.Failed;

    /// <exception cref="Engine.Journal.JournalUnavailableException">The data directory can't be used; no call was touched.</exception>
    /// <exception cref="IOException">A device or socket can't be opened.</exception>
    public async Task StartAsync()
    {
        health = await ListenAsync();
        foreach (var router in options.VirtualRouters)
            Open(router);
        foreach (var endpoint in options.L2tp.Endpoints)
            forwarder.AddPort(Bind(new IPEndPoint(endpoint.Address, endpoint.Port)));
        foreach (var router in options.VirtualRouters)
            foreach (var route in router.DialOutRoutes)
                forwarder.AddDialOutRoute(router.Name, Ipv4Prefix.Parse(route.Prefix.ToString()));
        await engine.StartAsync(StartForwarding);
        StartForwarding();
        foreach (var router in options.VirtualRouters)
            foreach (var route in router.DialOutRoutes)
                Enable(router, route);
        engine.Serve();
        var registry = new OperationRegistry();
        registry.AddLnsOperations(View);
        registry.AddTrace(trace);
        operations = OperationServer.Start(options.OperationsSocket, engine.Publish(registry), logs.CreateLogger("Operations"));
        NodeLog.Started(log, options.Node, string.Join(", ", options.L2tp.Endpoints.Select(e => $"{e.Address}:{e.Port}")));
    }

    public async ValueTask DisposeAsync()
    {
        isLeaving = true;
        var othersGoOn = await engine.LetGoAsync();
        // its port is the next one's
        if (othersGoOn && health is not null) await health.DisposeAsync();
        if (othersGoOn) forwarder.Rest();
        isRunning = false;
        if (operations is not null) await operations.DisposeAsync();
        await engine.StopAsync();
        if (!othersGoOn) forwarder.Dispose();
        await gateway.DisposeAsync();
        capture?.Dispose();
        if (health is not null) await health.DisposeAsync();
    }

    private IEnumerable<HealthProbe> Probes() =>
    [
        HealthProbe.Of("process", HealthPurpose.Live, () => null),
        .. engine.Probes(),
        HealthProbe.Of("sockets", HealthPurpose.Ready | HealthPurpose.Announce, () => isRunning ? null : "packets are not taken yet"),
        HealthProbe.Of("draining", HealthPurpose.Ready | HealthPurpose.Draining | HealthPurpose.Announce, () => isLeaving ? "the node leaves" : null),
        HealthProbe.OfCheck("radius", HealthPurpose.None, () => gateway.Servers.Where(server => !server.IsAlive).Select(server => server.Server).ToList() is { Count: > 0 } silent
            ? new HealthCheck("radius", HealthProbe.Degraded, $"silent: {string.Join(", ", silent)}")
            : new HealthCheck("radius", HealthProbe.Healthy, null)),
    ];

    /// <summary>A node that nobody can probe is a node all the same.</summary>
    private async Task<HealthListener?> ListenAsync()
    {
        if (options.Http is not { } http) return null;
        try
        {
            return await HealthListener.StartAsync(new IPEndPoint(http.Address, http.Port), Probes, time);
        }
        catch (IOException e)
        {
            NodeLog.NotListening(log, $"{http.Address}:{http.Port}", e.Message);
            return null;
        }
    }

    /// <summary>What the data path hands over; before the engine stands there is nobody to take it.</summary>
    private ForwarderCallbacks Callbacks() => new()
    {
        Control = (port, peer, datagram) =>
        {
            if (isRunning) ControlRouting.Route(engine, port, peer, datagram);
        },
        Frame = (tunnel, frame) =>
        {
            if (isRunning) engine.Offer(new EntityId(EntityKinds.Tunnel, tunnel), frame);
        },
        ReserveSequence = (tunnel, reserve) => engine.Tell(new EntityId(EntityKinds.Tunnel, tunnel), reserve),
        Trigger = trigger =>
        {
            if (isRunning) triggers.Take(trigger);
        },
        Fault = exception => NodeLog.ForwardingFault(log, exception),
    };

    private void Open(VirtualRouterOptions router)
    {
        var open = inherited.TakeDevice(router.Device);
        var device = open ?? PacketDevices.Open(router.Device);
        if (device is TunDevice tun && open is null)
        {
            foreach (var address in router.Addresses) tun.SetAddress(address.Address, address.PrefixLength);
            foreach (var route in router.DialOutRoutes) tun.AddRoute(route.Prefix.BaseAddress, route.Prefix.PrefixLength);
        }
        var own = router.Addresses.Count > 0 && Ipv4Address.TryFrom(router.Addresses[0].Address, out var address4) ? address4 : (Ipv4Address?)null;
        forwarder.AddVirtualRouter(router.Name, device, own);
    }

    /// <summary>Data goes on as soon as the table is full; control waits in mailboxes until all have resumed.</summary>
    private void StartForwarding()
    {
        if (isRunning) return;
        isRunning = true;
        forwarder.Start();
    }

    private void Enable(VirtualRouterOptions router, DialOutRouteOptions route) =>
        engine.Tell(new EntityId(EntityKinds.DialOutRoute, new DialOutRouteKey(router.Name, route.Prefix).ToString()),
            new SetRouteCondition { State = RouteOperationalState.InService, Reason = "its device is open" });

    private UdpPort Bind(IPEndPoint local)
    {
        var port = inherited.TakePort(local) ?? UdpPort.Bind(local);
        if (capture is not null) port.Tap = capture.Datagram;
        return port;
    }
}
