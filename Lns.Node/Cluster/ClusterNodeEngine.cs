using Akka.Actor;
using Engine.Akka;
using Engine.Akka.Forwarding;
using Engine.Akka.Forwarding.Table;
using Engine.Akka.Members;
using Engine.Journal;
using Google.Protobuf;
using Lns.Node.Composition;
using Lns.Node.Configuration;
using Lns.Node.Forwarding;
using Microsoft.Extensions.Logging;
using Node.Common;
using Node.Common.Health;
using Node.Common.Operations;
using Node.Common.Operations.Rows;
using Node.Common.Operations.Wide;
using Shared.Messages.Entities;

namespace Lns.Node.Cluster;

/// <summary>
/// The engine of a node in a cluster. Data path, counters and what the node knows of others outlive the actor system: when the node is
/// downed, the engine starts another one in this process.
/// </summary>
internal sealed partial class ClusterNodeEngine : INodeEngine
{
    private static readonly string[] Kinds = [EntityKinds.DialOutRoute, EntityKinds.DialOutSession, EntityKinds.Destination, EntityKinds.Tunnel];

    /// <summary>Actors that take longer than this are as good as dead.</summary>
    private static readonly TimeSpan ActorPatience = TimeSpan.FromSeconds(5);

    /// <summary>BIRD asks ten times a second (deploy/base/bird/announce), and routers take some tenths more to turn elsewhere.</summary>
    private static readonly TimeSpan Convergence = TimeSpan.FromSeconds(1);

    private readonly LnsOptions options;
    private readonly DataDirectory directory;
    private readonly LnsHands hands;
    private readonly Forwarder forwarder;
    private readonly ILoggerFactory logs;
    private readonly ILogger log;
    private readonly TimeProvider time = TimeProvider.System;
    private readonly long started = TimeProvider.System.GetTimestamp();
    private readonly ClusterSettings settings;
    private readonly ClusterForwarding table;
    private readonly ClusterEngine engine;
    private readonly MemberDesk desk;
    private readonly ClusterFace face;
    private readonly NodeConfiguration configuration;
    private PeerWatch? peers;
    private volatile OperationFace? local;
    private ActorSystem? system;
    private OperationRegistry? published;
    private volatile bool wasComplete;

    /// <param name="directory">Locked: nobody else counts into its counters. The engine's from now on.</param>
    /// <param name="leave">An operator wants the node to go.</param>
    public ClusterNodeEngine(LnsOptions options, DataDirectory directory, LnsHands hands, Forwarder forwarder, Action leave, ILoggerFactory logs)
    {
        (this.options, this.directory, this.hands, this.forwarder, this.logs) = (options, directory, hands, forwarder, logs);
        log = logs.CreateLogger("Cluster");
        settings = LnsClusterSettings.From(options, options.Cluster!);
        configuration = new NodeConfiguration(options.Node, options.Cluster!.Generation, ClusterConfiguration.DigestOf(options));
        var lines = new FreeLineList(time);
        desk = new MemberDesk((line, cancellation) => local is { } registry ? registry.AnswerAsync(line, cancellation) : Task.FromResult("{}"));
        desk.LinesReported += lines.Take;
        table = new ClusterForwarding(options.Node, new ForwarderRows(forwarder), time, new CryptographicRandom());
        forwarder.Peers = table;
        engine = new ClusterEngine(settings, LnsEngine.Kinds(options, lines.Of).Select(AtOwner), new ClusterHands(hands, table, () => this), time,
            () => new CryptographicRandom(), new EngineLog(logs.CreateLogger<EngineLog>()))
        {
            Shards = new ShardFollowers(table, () => hands.Gate), Parts = [new SessionParts()], Hocon = Settings(), Logs = logs,
        };
        engine.SystemStarted += Attach;
        face = new ClusterFace(desk, StateAsync, name => peers?.StateOf(name), leave);
    }

    /// <summary>One may live on any of the cluster's nodes.</summary>
    public bool HasAllEntities => false;

    public Task Failed => engine.Failed;

    private TableStatus Table => table.Status;

    public void Tell(EntityId to, IMessage command) => engine.Tell(to, command);

    public bool Offer(EntityId to, IMessage command) => engine.Offer(to, command);

    public Task<IMessage> Ask(EntityId to, IMessage command, TimeSpan timeout) => engine.Ask(to, command, timeout);

    public IReadOnlyCollection<EntityId> Entities(string kind) => engine.Entities(kind);

    /// <inheritdoc/>
    /// <remarks>The rows of this table come from the other nodes, before and after.</remarks>
    public async Task StartAsync(Action whenRowsStand)
    {
        await engine.StartAsync();
        ClusterLog.Joined(log, $"{settings.Address}:{settings.Port}");
    }

    public void Serve() => peers = new PeerWatch(desk, configuration, Divide, time, log);

    public OperationRegistry Publish(OperationRegistry registry)
    {
        face.AddMember(registry);
        local = new OperationFace(registry, logs.CreateLogger("Operations"));
        var wide = WideOperations.Of(registry, new ClusterDirectory(desk, options.Node), log);
        face.AddCluster(wide);
        published = wide;
        ShowToPbm(system!, wide);
        return wide;
    }

    public IEnumerable<HealthProbe> Probes() =>
    [
        HealthProbe.Of("engine", HealthPurpose.Live, () => engine.Failed.IsFaulted ? engine.Failed.Exception.GetBaseException().Message : null),
        new("actor-system", HealthPurpose.Live, ActorPatience, async cancellation =>
        {
            await desk.PingAsync(cancellation);
            return new HealthCheck("actor-system", HealthProbe.Healthy, null);
        }),
        HealthProbe.Of("membership", HealthPurpose.Ready, () => desk.Members.FirstOrDefault(member => member.IsSelf) switch
        {
            // it joined through somebody who reaches both sides, and owns nothing: datagrams are better off elsewhere
            { Status: "up" } when !engine.MayAct => "this node does not reach a majority of the LNS nodes",
            { Status: "up" } => null,
            { Status: var status } => $"this node is {status}",
            null => "this node is no member now",
        }),
        JournalPing.Probe(settings.Journal),
        HealthProbe.Of("forwarding-table", HealthPurpose.Ready, () => IsComplete() ? null : "this node lacks rows that others have"),
        HealthProbe.Of("forwarding-table-once", HealthPurpose.Announce, () => IsComplete() || wasComplete ? null : "this node has not had the whole table yet"),
        HealthProbe.Of("configuration", HealthPurpose.Ready, () => peers?.Disagreement),
    ];

    /// <summary>Nobody takes the ports over: the others have their own, on the same address. What comes is theirs once the network knows.</summary>
    public async Task<bool> LetGoAsync()
    {
        ClusterLog.Leaving(log, options.Node);
        // where nobody can ask, nobody turns away
        if (options.Http is not null)
            await Task.Delay(Convergence, time);
        return false;
    }

    public async Task StopAsync()
    {
        var begin = time.GetTimestamp();
        if (peers is not null)
            await peers.DisposeAsync();
        await engine.StopAsync();
        ClusterLog.Left(log, options.Node, time.GetElapsedTime(begin).TotalMilliseconds);
        directory.Dispose();
    }

    private IEntityKind AtOwner(IEntityKind kind) => kind.Kind == EntityKinds.DialOutSession ? new SlotsAtOwner(kind, () => hands.Gate) : kind;

    private void Attach(ActorSystem system)
    {
        this.system = system;
        desk.Open(system);
        table.Attach(system);
        // the first one has nothing to show yet: operations are published when the node is up
        if (published is { } operations)
            ShowToPbm(system, operations);
    }

    /// <summary>In builds that have Petabridge.Cmd (<c>Lns.Pbm</c>).</summary>
    partial void ShowToPbm(ActorSystem system, OperationRegistry operations);

    static partial void AddPbmSettings(ref string hocon);

    private static string Settings()
    {
        var hocon = ClusterForwarding.Hocon;
        AddPbmSettings(ref hocon);
        return hocon;
    }

    /// <summary>Places for calls that are being set up are the cluster's; each LNS has its share.</summary>
    private void Divide(int lnsCount) => hands.Gate.SetLimit(Math.Max(1, options.DialOut.ConnectingLimit / lnsCount));

    private bool IsComplete()
    {
        var isComplete = Table.IsComplete;
        wasComplete |= isComplete;
        return isComplete;
    }

    private async Task<MemberState> StateAsync()
    {
        var checks = await HealthListener.RunAsync(Probes(), null, time);
        var status = Table;
        return new MemberState(HealthListener.Worst(checks), (long)time.GetElapsedTime(started).TotalSeconds, status.Shards.Count(shard => shard.IsOwned),
            Kinds.Sum(kind => engine.Entities(kind).Count), forwarder.SessionCount, status.Shards.Sum(shard => shard.BehindMs > 0 ? 1L : 0L), configuration.Hash,
            configuration.Generation,            checks.FirstOrDefault(check => check.Status != HealthProbe.Healthy)?.Text);
    }

}
