using Akka.Actor;
using Engine.Akka.Entities;
using Engine.Akka.Fencing;
using Engine.Akka.Journal;
using Engine.Akka.Metering;
using Engine.Akka.Sharding;
using Engine.Akka.Traffic;
using Engine.Akka.Wire;
using Engine.Journal;
using Engine.Sealing;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Shared.Messages.Entities;

namespace Engine.Akka;

/// <summary>
/// Hosts entities on the nodes of a cluster: one shard region for all kinds, a journal that all nodes write, effects after durability.
/// Life: <see cref="StartAsync"/>, then <see cref="StopAsync"/> or a crash, and the same again.
/// </summary>
public sealed class ClusterEngine : IEntityHost, IAsyncDisposable
{
    /// <summary>Between attempts of a node that was downed to be a member again.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly ClusterSettings settings;
    private readonly EngineParts parts;
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private Task keeping = Task.CompletedTask;
    private volatile ClusterLife? life;

    /// <param name="random">Called once for each entity.</param>
    public ClusterEngine(ClusterSettings settings, IEnumerable<IEntityKind> kinds, IEffectPerformer performer, TimeProvider time,
        Func<Random> random, IEngineObserver? observer = null)
    {
        this.settings = settings;
        Gauges = new ClusterGauges(Metrics.Meter);
        parts = new EngineParts([.. kinds], performer, time, random, new MeteredObserver(observer ?? SilentObserver.Instance, Metrics));
    }

    /// <summary>There is a new actor system, which has not joined yet: the first one, or one in place of a downed one.</summary>
    public event Action<ActorSystem>? SystemStarted;

    public Task Failed => failed.Task;

    /// <summary>For what else lives in the cluster.</summary>
    public ActorSystem System => Life.System;

    /// <summary>To be asked right before anything leaves this node on behalf of an entity. Of the present actor system.</summary>
    public Gate Gate => Life.Node.Gate;

    /// <summary>Whether it decides, writes and sends for its entities now; false also between two memberships.</summary>
    public bool MayAct => life?.Node.Gate.IsOpen ?? false;

    /// <summary>Whether the node is a member; between two actor systems it is none, and takes no commands.</summary>
    public bool IsMember => life is not null;

    /// <summary>Told which shards live here.</summary>
    public IShardWatch? Shards { get; init; }

    /// <summary>What of entities is shown as actors of their own.</summary>
    public IReadOnlyList<IEntityParts> Parts { get; init; } = [];

    /// <summary>Messages of the hosted kinds.</summary>
    public WireCatalogue Wire { get; init; } = WireCatalogue.Bras;

    /// <summary>Configuration of what else lives in the actor system.</summary>
    public string Hocon { get; init; } = "";

    /// <summary>Where Akka.NET and the actors of a node say what they have to say; null: on the console, in Akka.NET's own way.</summary>
    public ILoggerFactory? Logs { get; init; }

    /// <summary>
    /// The clock of what the host does on its own account, whatever clock the entities and their leases live by: a write or a reading that failed
    /// is tried again, a stop loses its patience, who was downed rests before it joins. Journal and cluster keep to the machine's clock, and so
    /// does this, or nobody would wind it when one of them is slow.
    /// </summary>
    internal TimeProvider HostTime { get; init; } = TimeProvider.System;

    /// <inheritdoc cref="ClusterHooks"/>
    internal Func<ActorSystem, IActorRef, IActorRef>? JournalValve { get; init; }

    /// <summary>Passed before each reading of which streams the journal has.</summary>
    internal Func<Task> CatalogueValve { get; init; } = () => Task.CompletedTask;

    internal ClusterMetrics Metrics { get; } = new();

    internal ClusterGauges Gauges { get; }

    private ClusterLife Life => life ?? throw new InvalidOperationException("the engine is no member of a cluster");

    /// <summary>
    /// Joins the cluster. On return this node takes commands for all entities, and the performer is in use; so it must be ready before.
    /// A node that is alone has brought every entity back by then.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Key or journal can't be used; the message says which and why.</exception>
    /// <exception cref="TimeoutException">It could not join, or its entities stopped coming back, within the patience of its settings; the message says how far it was.</exception>
    /// <exception cref="ArgumentException">The settings would let two nodes act for one entity.</exception>
    public async Task StartAsync()
    {
        var first = life = await BeginAsync([]).ConfigureAwait(false);
        keeping = Task.Run(() => KeepAsync(first));
    }

    public void Tell(EntityId to, IMessage command)
    {
        if (Running(to) is { } node)
            node.Tell(to, command);
        else
            parts.Observer.CommandLost(to, command.Descriptor.Name);
    }

    public bool Offer(EntityId to, IMessage command)
    {
        if (Running(to) is not { } node || node.Traffic.Undecided >= ClusterLimits.UndecidedPeer)
        {
            Metrics.CommandRefused(to);
            return false;
        }
        node.Post(to, command, 0);
        return true;
    }

    public async Task<IMessage> Ask(EntityId to, IMessage command, TimeSpan timeout)
    {
        if (Running(to) is not { } node || node.Traffic.Undecided >= ClusterLimits.UndecidedPeer)
        {
            Metrics.CommandRefused(to);
            throw new TimeoutException($"{to} takes no {command.Descriptor.Name}: the engine is overloaded, stopping or not in the cluster");
        }
        var (number, answer) = node.Questions.Ask();
        node.Post(to, command, number);
        try
        {
            return await answer.WaitAsync(timeout, parts.Time).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            node.Questions.Forget(number);
            throw new TimeoutException($"{to} did not answer {command.Descriptor.Name} within {timeout.TotalSeconds} s", e);
        }
    }

    public IReadOnlyCollection<EntityId> Entities(string kind) => life?.Node.Roster.Of(kind) ?? [];

    /// <summary>Completes when nothing that this node has sent, and nothing that its entities do, is under way.</summary>
    public Task WhenIdle() => Life.Node.Traffic.Work.WhenIdle();

    /// <summary>
    /// A clean stop: open work ends, timers rest, the shards go to other nodes, the node leaves. What is told from outside meanwhile is lost.
    /// </summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await keeping.ConfigureAwait(false);
        if (life is not { } ending)
            return;
        ending.Node.IsDraining = true;
        try
        {
            await ending.Node.Traffic.Work.WhenIdle().WaitAsync(settings.DrainPatience, HostTime).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            // what isn't written is as if it had never been decided, as after a crash
            parts.Observer.StopCutShort(e);
        }
        await ending.LeaveAsync().ConfigureAwait(false);
        life = null;
    }

    /// <summary>Ends at once, as a crash would: what isn't durable is forgotten, no effect is performed any more.</summary>
    public async Task AbandonAsync()
    {
        life?.Node.Gate.Shut();
        await stopping.CancelAsync().ConfigureAwait(false);
        await keeping.ConfigureAwait(false);
        if (life is { } ending)
            await ending.DisposeAsync().ConfigureAwait(false);
        life = null;
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync().ConfigureAwait(false);
        Metrics.Dispose();
    }

    /// <param name="peers">Where to join besides the settings' seeds.</param>
    private Task<ClusterLife> BeginAsync(IReadOnlyList<string> peers)
    {
        var keys = KeyFile.Read(settings.Journal.KeyFile);
        var known = settings.Bootstrap is null ? settings with { Seeds = [.. settings.Seeds, .. peers.Except(settings.Seeds)] } : settings;
        var node = new EntityNode(known, parts, new Gate(parts.Time, Metrics.GateClosed),
            new NodeTraffic(), new Questions(), new ClusterSealer(keys), Shards, Parts, HostTime, Metrics, new JournalCatalogue(settings, CatalogueValve));
        return ClusterLife.StartAsync(node, new ClusterHooks(Wire, system => SystemStarted?.Invoke(system), Hocon, Logs, JournalValve), Gauges);
    }

    /// <summary>A node that was downed comes back as a new member in the same process; what lives beside the actor system goes on.</summary>
    private async Task KeepAsync(ClusterLife first)
    {
        IReadOnlyList<string> peers = [];
        for (ClusterLife? current = first; !stopping.IsCancellationRequested;)
            try
            {
                if (current is not null)
                {
                    await current.Removed.WaitAsync(stopping.Token).ConfigureAwait(false);
                    (life, var ended, current) = (null, current, null);
                    peers = ended.LastPeers;
                    parts.Observer.MembershipLost();
                    await ended.DisposeAsync().ConfigureAwait(false);
                    await Task.Delay(settings.Resolver.Absence, stopping.Token).ConfigureAwait(false);
                }
                current = life = await BeginAsync(peers).ConfigureAwait(false);
                Metrics.Restarted();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // the engine stops
            }
            catch (Exception e)
            {
                // whatever it is, as a management port that somebody else has for a moment: a node that gave up would be away for good, and silent
                parts.Observer.RejoinFailed(e);
                await Task.Delay(Rest, HostTime, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    /// <returns>Null when commands from outside are not taken now.</returns>
    private EntityNode? Running(EntityId to)
    {
        if (life is not { Node: { IsDraining: false } node })
            return null;
        return node.Kinds.ContainsKey(to.Kind) ? node : throw new ArgumentException($"no kind {to.Kind} is hosted here", nameof(to));
    }
}
