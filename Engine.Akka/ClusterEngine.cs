using Akka.Actor;
using Engine.Akka.Entities;
using Engine.Akka.Fencing;
using Engine.Akka.Journal;
using Engine.Akka.Traffic;
using Engine.Journal;
using Engine.Sealing;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Akka;

/// <summary>
/// Hosts entities on the nodes of a cluster: one shard region for all kinds, a journal that all nodes write, effects after durability.
/// Life: <see cref="StartAsync"/>, then <see cref="StopAsync"/> or a crash, and the same again.
/// </summary>
public sealed class ClusterEngine : IEntityHost, IAsyncDisposable
{
    private readonly ClusterSettings settings;
    private readonly EngineParts parts;
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClusterLife? life;

    /// <param name="random">Called once for each entity.</param>
    public ClusterEngine(ClusterSettings settings, IEnumerable<IEntityKind> kinds, IEffectPerformer performer, TimeProvider time,
        Func<Random> random, IEngineObserver? observer = null)
    {
        this.settings = settings;
        parts = new EngineParts([.. kinds], performer, time, random, observer ?? SilentObserver.Instance);
    }

    public Task Failed => failed.Task;

    /// <summary>For what else lives in the cluster. Another one after the node was downed.</summary>
    public ActorSystem System => Life.System;

    /// <summary>To be asked right before anything leaves this node on behalf of an entity.</summary>
    public Gate Gate => Life.Node.Gate;

    /// <summary>Stands between the entities and the journal's actor; for tests.</summary>
    internal Func<ActorSystem, IActorRef, IActorRef>? JournalValve { get; init; }

    private ClusterLife Life => life ?? throw new InvalidOperationException("the engine has not been started");

    /// <summary>
    /// Joins the cluster. On return this node takes commands for all entities, and the performer is in use; so it must be ready before.
    /// A node that is alone has brought every entity back by then.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Key or journal can't be used; the message says which and why.</exception>
    /// <exception cref="TimeoutException">It could not join, or not bring its entities back, within the patience of its settings.</exception>
    public async Task StartAsync()
    {
        var keys = KeyFile.Read(settings.Journal.KeyFile);
        var node = new EntityNode(settings, parts, new Gate(parts.Time), new NodeTraffic(), new Questions(), new ClusterSealer(keys));
        life = await ClusterLife.StartAsync(node, JournalValve).ConfigureAwait(false);
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
            return false;
        node.Post(to, command, 0, ActorRefs.NoSender);
        return true;
    }

    public async Task<IMessage> Ask(EntityId to, IMessage command, TimeSpan timeout)
    {
        if (Running(to) is not { } node || node.Traffic.Undecided >= ClusterLimits.UndecidedPeer)
            throw new TimeoutException($"{to} takes no {command.Descriptor.Name}: the engine is overloaded, stopping or not in the cluster");
        var (number, answer) = node.Questions.Ask();
        node.Post(to, command, number, Life.Answers);
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
        var ending = Life;
        ending.Node.IsDraining = true;
        try
        {
            await ending.Node.Traffic.Work.WhenIdle().WaitAsync(settings.DrainPatience, parts.Time).ConfigureAwait(false);
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
        if (life is { } ending)
            await ending.DisposeAsync().ConfigureAwait(false);
        life = null;
    }

    public async ValueTask DisposeAsync() => await AbandonAsync().ConfigureAwait(false);

    /// <returns>Null when commands from outside are not taken now.</returns>
    private EntityNode? Running(EntityId to)
    {
        if (life is not { Node: { IsDraining: false } node })
            return null;
        return node.Kinds.ContainsKey(to.Kind) ? node : throw new ArgumentException($"no kind {to.Kind} is hosted here", nameof(to));
    }
}
