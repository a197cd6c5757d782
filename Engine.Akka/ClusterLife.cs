using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Persistence;
using Engine.Akka.Entities;
using Engine.Akka.Fencing;
using Engine.Akka.Formation;
using Engine.Akka.Hosting;
using Engine.Akka.Journal;
using Engine.Akka.Metering;
using Engine.Akka.Sharding;
using Engine.Akka.Traffic;
using Engine.Journal;
using Shared.Messages.Entities;
using Microsoft.Extensions.DependencyInjection;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka;

/// <summary>One life of the actor system: from its start until it is left, downed or abandoned.</summary>
internal sealed class ClusterLife : IAsyncDisposable
{
    private const string Probe = "probe";
    private const string RegionName = "bras";

    /// <summary>
    /// Of all shards, in a round, when a member comes: it gets its share in some rounds, each begun when the last is over. A call on its way has no
    /// control; all at once, and each would wait for a third of the journal to be read.
    /// </summary>
    private const double ShareMovedAtOnce = 0.1;

    private readonly ServiceProvider services;
    private readonly EntityNode node;
    private readonly ClusterGauges gauges;
    private readonly TaskCompletionSource removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ContactPoint? contactPoint;

    private ClusterLife(ServiceProvider services, EntityNode node, ActorSystem system, ClusterGauges gauges) =>
        (this.services, this.node, System, this.gauges) = (services, node, system, gauges);

    public ActorSystem System { get; }

    public EntityNode Node => node;

    /// <summary>Completes when the node is no member any more: it was downed, or has left.</summary>
    public Task Removed => removed.Task;

    /// <summary>Voting members besides this node when it was last one itself: where to come back to, rather than begin a cluster of its own.</summary>
    public IReadOnlyList<string> LastPeers { get; private set; } = [];

    private IReadOnlyList<string> Peers => [.. AkkaCluster.Get(System).State.Members.Where(member => member.HasRole(MemberSettings.LnsRole)
        && member.Address != AkkaCluster.Get(System).SelfAddress).Select(member => member.Address.ToString())];

    /// <exception cref="JournalUnavailableException">The journal can't be used.</exception>
    /// <exception cref="TimeoutException">The node could not join.</exception>
    public static async Task<ClusterLife> StartAsync(EntityNode node, ClusterHooks hooks, ClusterGauges gauges)
    {
        var settings = node.Settings;
        settings.Resolver.Check(settings.Detector);
        var collection = new ServiceCollection();
        collection.AddAkka(settings.SystemName, builder => builder.AddBrasMembership(settings, hooks.Logs).AddBrasEntities(settings, node, hooks));
        var services = collection.BuildServiceProvider();
        var life = new ClusterLife(services, node, services.GetRequiredService<ActorSystem>(), gauges);
        gauges.Follow(life.System, node);
        try
        {
            await life.JoinAsync(hooks).ConfigureAwait(false);
            return life;
        }
        catch
        {
            await life.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Gives the shards away, leaves, and ends the system.</summary>
    public async Task LeaveAsync()
    {
        await CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends at once, as a crash would.</summary>
    public async ValueTask DisposeAsync()
    {
        gauges.Leave(node);
        node.Gate.Shut();
        node.JournalWatch.Dispose();
        if (contactPoint is not null)
            await contactPoint.DisposeAsync().ConfigureAwait(false);
        await System.Terminate().ConfigureAwait(false);
        await services.DisposeAsync().ConfigureAwait(false);
    }

    private async Task JoinAsync(ClusterHooks hooks)
    {
        node.Desk = System.ActorOf(Props.Create(() => new AnswerDesk(node)), AnswerDesk.Name);
        var plugin = await OpenJournalAsync().ConfigureAwait(false);
        node.Journal = hooks.JournalValve?.Invoke(System, plugin) ?? plugin;
        node.JournalWatch.Start();
        var streams = await StreamsAsync().ConfigureAwait(false);
        hooks.SystemStarted(System);

        var cluster = AkkaCluster.Get(System);
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        cluster.RegisterOnMemberRemoved(() => removed.TrySetResult());
        // now, and not as soon as there is an actor system: who can't read its journal can't take a shard, and is no member
        KnownSeeds.Join(System, node.Settings);
        contactPoint = await Bootstrap.StartAsync(System, node.Settings).ConfigureAwait(false);
        if (node.Settings is { Seeds.Count: 0, Bootstrap: null })
            cluster.Join(cluster.SelfAddress);
        await InTimeAsync(up.Task, "it could not join the cluster").ConfigureAwait(false);
        System.ActorOf(Props.Create(() => new LeaseKeeper(node, NotePeers)), LeaseKeeper.Name);
        // before any of them starts; where others are, some of them live there
        node.HomeComing = Peers.Count == 0 ? node.Roster.Await(streams) : null;
        node.Region = await ClusterSharding.Get(System).StartAsync(RegionName, address => EntityActor.Props(EntityAddress.Read(address), node),
            ClusterShardingSettings.Create(System).WithRole(MemberSettings.LnsRole), new EntityExtractor(),
            ShardAllocationStrategy.LeastShardAllocationStrategy(EntityAddress.Shards, ShareMovedAtOnce), Part.Instance).ConfigureAwait(false);
        if (node.HomeComing is { } coming)
            await coming.WaitAsync(node.Settings.StartPatience, node.HostTime, () => Peers.Count == 0, node.Parts.Observer.BringingBack).ConfigureAwait(false);
        node.HomeComing = null;
    }

    private async Task InTimeAsync(Task task, string otherwise)
    {
        try
        {
            await task.WaitAsync(node.Settings.StartPatience).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{otherwise} within {node.Settings.StartPatience.TotalSeconds} s", e);
        }
    }

    private void NotePeers() => LastPeers = Peers;

    private async Task<IReadOnlyList<EntityId>> StreamsAsync()
    {
        var streams = await node.Catalogue.ReadAsync().ConfigureAwait(false);
        return streams.FirstOrDefault(id => !node.Kinds.ContainsKey(id.Kind)) is { Kind: not null } stranger
            ? throw new JournalUnavailableException(EntityNode.JournalPath(node.Settings.Journal),
                $"stream {stranger} is of a kind that this program doesn't host")
            : streams;
    }

    /// <summary>The journal's actor makes its tables at the first message, and stops for good when it can't.</summary>
    private async Task<IActorRef> OpenJournalAsync()
    {
        var path = EntityNode.JournalPath(node.Settings.Journal);
        await using var alone = await FirstStart.AloneAsync(node.Settings.Journal, path, node.Settings.StartPatience).ConfigureAwait(false);
        var plugin = Persistence.Instance.Apply(System).JournalFor(null);
        await ProbeAsync(plugin, path).ConfigureAwait(false);
        return plugin;
    }

    private async Task ProbeAsync(IActorRef plugin, string path)
    {
        var outcome = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        System.ActorOf(Props.Create(() => new ProbeActor(plugin, outcome)), "journal-probe");
        try
        {
            if (await outcome.Task.WaitAsync(node.Settings.StartPatience).ConfigureAwait(false) is StreamReadFailed failed)
                throw new JournalUnavailableException(path, $"it can't be read: {failed.Cause.Message}", failed.Cause);
        }
        catch (TimeoutException e)
        {
            throw new JournalUnavailableException(path, "it does not answer", e);
        }
    }

    private sealed class ProbeActor(IActorRef journal, TaskCompletionSource<object> outcome) : UntypedActor
    {
        protected override void PreStart() => Context.ActorOf(RecordReader.Props(journal, Probe, 1));

        protected override void OnReceive(object message)
        {
            outcome.TrySetResult(message);
            Context.Stop(Self);
        }
    }
}
