using System.Net;
using Engine;
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
using Node.Common.Logging;
using Node.Common.Operations;
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
    private readonly PacketCapture? capture;
    private readonly CounterFile counters;
    private readonly RadiusGateway gateway;
    private readonly Forwarder forwarder;
    private readonly EntityEngine engine;
    private readonly TriggerIntake triggers;
    private readonly Estate estate;
    private OperationServer? operations;
    private StandbyHost? standbys;
    private volatile bool isRunning;

    public LnsNode(LnsOptions options, ILoggerFactory logs, Estate estate)
    {
        this.estate = estate;
        this.options = options;
        this.logs = logs;
        log = logs.CreateLogger("Lns");
        capture = PacketCapture.Open(options.CaptureFile, options.Node, time);
        counters = CounterFile.Open(Path.Combine(options.DataDirectory, "counters"));
        gateway = new RadiusGateway(new RadiusGatewaySettings(), GatewayGroups.From(options), time, new CryptographicRandom(),
            logs.CreateLogger<RadiusGateway>(), tap: capture is null ? null : t => capture.Datagram(t.IsOutbound, t.Local, t.Remote, t.Payload.Span));
        forwarder = new Forwarder(Callbacks(), counters, time, isHeld: true);
        var hands = new LnsHands(forwarder, gateway, new LocalUserList(options.Sites),
            new LimitedReports(log, new LogLimiter(TimeSpan.FromSeconds(options.Log.RepeatIntervalSeconds), time)));
        engine = new EntityEngine(LnsEngine.Settings(options), estate.Kinds, hands, time, () => new CryptographicRandom(), new EngineLog(logs.CreateLogger<EngineLog>()));
        var gate = new ConnectingGate(options.DialOut.ConnectingLimit, session => engine.Tell(session, new SlotFree { Turn = triggers!.NextTurn() }));
        triggers = new TriggerIntake(engine, gate);
        (hands.Host, hands.Gate) = (engine, gate);
        View = new LnsView(options, engine, forwarder, gate, gateway) { Standbys = () => standbys?.Standbys ?? [] };
    }

    /// <summary>An operator wants the work to pass on; a standby is there.</summary>
    public event Action? HandOverAsked;

    public LnsView View { get; }

    /// <summary>Faults when the engine can't go on.</summary>
    public Task Failed => engine.Failed;

    public bool HasStandby => standbys?.Standbys.Count > 0;

    /// <exception cref="Engine.Journal.JournalUnavailableException">The data directory can't be used; no call was touched.</exception>
    /// <exception cref="IOException">A device or socket can't be opened.</exception>
    public async Task StartAsync()
    {
        foreach (var router in options.VirtualRouters)
            Open(router);
        foreach (var endpoint in options.L2tp.Endpoints)
            forwarder.AddPort(Bind(new IPEndPoint(endpoint.Address, endpoint.Port)));
        await engine.StartAsync(estate.Directory, estate.Entities);
        isRunning = true;
        foreach (var router in options.VirtualRouters)
            foreach (var route in router.DialOutRoutes)
                Enable(router, route);
        forwarder.Start();
        StartStandbys();
        var registry = new OperationRegistry();
        registry.AddLnsOperations(View);
        registry.AddProcess("active");
        registry.Register("hand-over", "pass the work on to the standby and end this process", (_, _) => Task.FromResult<object>(AskHandOver()));
        operations = OperationServer.Start(options.OperationsSocket, registry, logs.CreateLogger("Operations"));
        NodeLog.Started(log, options.Node, string.Join(", ", options.L2tp.Endpoints.Select(e => $"{e.Address}:{e.Port}")));
    }

    public async ValueTask DisposeAsync()
    {
        isRunning = false;
        standbys?.Dispose();
        if (operations is not null) await operations.DisposeAsync();
        await engine.StopAsync();
        forwarder.Dispose();
        await gateway.DisposeAsync();
        capture?.Dispose();
    }

    /// <summary>
    /// Ends in favour of a standby. What arrives from now on waits in the kernel for its reader; open work ends here, so that every
    /// answer that is due has left; then the lock is free. The descriptors are not closed: the end of the process does that.
    /// </summary>
    public async Task HandOverAsync()
    {
        StandbyLog.HandingOver(log, options.Node);
        standbys!.Go();
        // its socket is the next active's from the moment that the lock is free
        standbys.Dispose();
        forwarder.Rest();
        isRunning = false;
        if (operations is not null) await operations.DisposeAsync();
        await engine.StopAsync(isHandingOver: true);
        await gateway.DisposeAsync();
        capture?.Dispose();
    }

    private Done AskHandOver()
    {
        if (standbys?.Standbys is not [var first, ..])
            throw new OperationException("no-standby", "there is no standby to hand over to");
        HandOverAsked?.Invoke();
        return new Done($"{first.ProcessId}", "handing over");
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
        Trigger = trigger =>
        {
            if (isRunning) triggers.Take(trigger);
        },
        Fault = exception => NodeLog.ForwardingFault(log, exception),
    };

    private void Open(VirtualRouterOptions router)
    {
        var inherited = estate.Descriptors.TakeDevice(router.Device);
        var device = inherited ?? PacketDevices.Open(router.Device);
        if (device is TunDevice tun && inherited is null)
        {
            foreach (var address in router.Addresses) tun.SetAddress(address.Address, address.PrefixLength);
            foreach (var route in router.DialOutRoutes) tun.AddRoute(route.Prefix.BaseAddress, route.Prefix.PrefixLength);
        }
        var own = router.Addresses.Count > 0 && Ipv4Address.TryFrom(router.Addresses[0].Address, out var address4) ? address4 : (Ipv4Address?)null;
        forwarder.AddVirtualRouter(router.Name, device, own);
    }

    /// <summary>A node that can take no standby is a node all the same.</summary>
    private void StartStandbys()
    {
        try
        {
            engine.Beat();
            standbys = new StandbyHost(options.DataDirectory, forwarder.Shared, () => engine.Position, log);
        }
        catch (IOException e)
        {
            StandbyLog.Impossible(log, e.Message);
        }
    }

    private void Enable(VirtualRouterOptions router, DialOutRouteOptions route)
    {
        forwarder.AddDialOutRoute(router.Name, Ipv4Prefix.Parse(route.Prefix.ToString()));
        engine.Tell(new EntityId(EntityKinds.DialOutRoute, new DialOutRouteKey(router.Name, route.Prefix).ToString()),
            new SetRouteCondition { State = RouteOperationalState.InService, Reason = "its device is open" });
    }

    private UdpPort Bind(IPEndPoint local)
    {
        var port = estate.Descriptors.TakePort(local) ?? UdpPort.Bind(local);
        if (capture is not null) port.Tap = capture.Datagram;
        return port;
    }
}
