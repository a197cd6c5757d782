using System.Net;
using Engine;
using Entities.Calls.Lac;
using Entities.Destinations;
using Entities.Lines;
using Entities.Tunnels;
using Lac.Node.Configuration;
using Lac.Node.Lines;
using Lac.Node.Operations;
using Lac.Node.Policies;
using Microsoft.Extensions.Logging;
using Node.Common;
using Node.Common.Health;
using Node.Common.Logging;
using Node.Common.Operations;
using Node.Common.Tracing;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lac.Node.Composition;

/// <summary>One LAC node: sockets, lines, engine and operations. It is a plain RFC 2661 LAC to whoever calls it.</summary>
public sealed class LacNode : IAsyncDisposable
{
    /// <summary>For the commits and datagrams of the last messages; a journal that takes longer is none to wait for.</summary>
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(2);

    private readonly LacOptions options;
    private readonly ILoggerFactory logs;
    private readonly ILogger log;
    private readonly L2tpPorts ports = new();
    private readonly TraceRing trace = new(TimeProvider.System);
    private readonly PacketCapture? capture;
    private readonly LineFleet lines;
    private readonly EntityEngine engine;
    private readonly PoolTerms pools;
    private OperationServer? operations;
    private IAsyncDisposable? membership;
    private HealthListener? health;
    private volatile bool isLeaving;

    public LacNode(LacOptions options, ILoggerFactory logs)
    {
        this.options = options;
        this.logs = logs;
        var time = TimeProvider.System;
        log = logs.CreateLogger("Lac");
        pools = new PoolTerms(options);
        capture = PacketCapture.Open(options.CaptureFile, options.Node, time);
        lines = new LineFleet(LineSettings.From(options), time, ports, OnLineEvent);
        lines.Faulted += exception => LacLog.LineFault(log, exception);
        var policy = new LacTunnelPolicy(options);
        var limiter = new LogLimiter(TimeSpan.FromSeconds(options.Log.RepeatIntervalSeconds), time);
        engine = new EntityEngine(new EngineSettings { DataDirectory = options.DataDirectory, KeyFile = options.EffectiveKeyFile },
            [new DestinationKind(policy), new TunnelKind(policy, new LacCallRole(pools)), new LinePoolKind(pools.Pools)],
            new LacHands(ports, lines, new LimitedReports(log, limiter, trace)), time, () => new CryptographicRandom(),
            new EngineLog(logs.CreateLogger<EngineLog>()));
        ports.Host = engine;
        View = new LacView(options, engine, lines);
    }

    public LacView View { get; }

    public Task Failed => engine.Failed;

    /// <exception cref="Engine.Journal.JournalUnavailableException">The data directory can't be used; no line was touched.</exception>
    /// <exception cref="IOException">A socket can't be opened.</exception>
    public async Task StartAsync()
    {
        if (options.Http is { } http)
            health = await HealthListener.StartAsync(new IPEndPoint(http.Address, http.Port), Probes, TimeProvider.System);
        foreach (var endpoint in options.L2tp.Endpoints)
            ports.Bind(new IPEndPoint(endpoint.Address, endpoint.Port), capture is null ? null : capture.Datagram);
        ports.Start(lines, exception => LacLog.SocketFault(log, exception));
        await engine.StartAsync();
        ports.IsRunning = true;
        foreach (var pool in options.Pools)
            engine.Tell(new EntityId(EntityKinds.LinePool, pool.Name), new OpenLinePool());
        var registry = new OperationRegistry();
        registry.AddLacOperations(View);
        registry.AddTrace(trace);
        if (options.Cluster is not null)
            membership = NodeForm.Join(options, View.FreeLinesAsync, registry, logs);
        operations = OperationServer.Start(options.OperationsSocket, registry, logs.CreateLogger("Operations"));
        LacLog.Started(log, options.Node, string.Join(", ", options.L2tp.Endpoints.Select(e => $"{e.Address}:{e.Port}")),
            options.Pools.Sum(pool => pool.Lines.Count));
    }

    /// <summary>Lines drop with this process, so the LNSs are told before: StopCCN for every tunnel (RFC 2661 §4.4.2, result 6).</summary>
    public async ValueTask DisposeAsync()
    {
        isLeaving = true;
        if (operations is not null) await operations.DisposeAsync();
        if (ports.IsRunning && !engine.Failed.IsCompleted) await ShutTunnels();
        ports.IsRunning = false;
        await engine.StopAsync();
        lines.Dispose();
        ports.Dispose();
        capture?.Dispose();
        if (membership is not null) await membership.DisposeAsync();
        if (health is not null) await health.DisposeAsync();
    }

    /// <summary>Membership is none of them: calls don't depend on it.</summary>
    private IEnumerable<HealthProbe> Probes() =>
    [
        HealthProbe.Of("process", HealthPurpose.Live, () => null),
        HealthProbe.Of("journal", HealthPurpose.Live | HealthPurpose.Ready, () => ports.IsRunning && engine.Failed.IsFaulted
            ? engine.Failed.Exception.GetBaseException().Message : null),
        HealthProbe.Of("sockets", HealthPurpose.Ready, () => ports.IsRunning ? null : "packets are not taken yet"),
        HealthProbe.Of("draining", HealthPurpose.Ready | HealthPurpose.Draining, () => isLeaving ? "the node leaves" : null),
    ];

    private async Task ShutTunnels()
    {
        foreach (var tunnel in engine.Entities(EntityKinds.Tunnel))
            engine.Tell(tunnel, new CloseTunnel { Result = (uint)Protocols.L2tp.StopCcnResult.ShuttingDown, Text = "LAC is being shut down" });
        await Task.WhenAny(engine.WhenIdle(), Task.Delay(ShutdownPatience));
    }

    private void OnLineEvent(LineEvent happened)
    {
        if (!ports.IsRunning) return;
        var pool = options.Pools.First(p => p.Lines.Any(line => line.Name == happened.Line));
        engine.Tell(new EntityId(EntityKinds.LinePool, pool.Name), happened);
    }
}
