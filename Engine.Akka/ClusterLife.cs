using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Persistence;
using Engine.Akka.Entities;
using Engine.Akka.Hosting;
using Engine.Akka.Journal;
using Engine.Akka.Sharding;
using Engine.Akka.Traffic;
using Engine.Journal;
using Microsoft.Extensions.DependencyInjection;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka;

/// <summary>One life of the actor system: from its start until it is left, downed or abandoned.</summary>
internal sealed class ClusterLife : IAsyncDisposable
{
    private const string Probe = "probe";
    private const string RegionName = "bras";

    private readonly ServiceProvider services;
    private readonly EntityNode node;

    private ClusterLife(ServiceProvider services, EntityNode node, ActorSystem system) =>
        (this.services, this.node, System) = (services, node, system);

    public ActorSystem System { get; }

    public EntityNode Node => node;

    public IActorRef Answers { get; private set; } = ActorRefs.Nobody;

    /// <param name="journal">What stands between the entities and the journal's actor; for tests.</param>
    /// <exception cref="JournalUnavailableException">The journal can't be used.</exception>
    /// <exception cref="TimeoutException">The node could not join.</exception>
    public static async Task<ClusterLife> StartAsync(EntityNode node, Func<ActorSystem, IActorRef, IActorRef>? journal)
    {
        var settings = node.Settings;
        var collection = new ServiceCollection();
        collection.AddAkka(settings.SystemName, builder => builder.AddBrasMembership(settings).AddBrasEntities(settings, node));
        var services = collection.BuildServiceProvider();
        var life = new ClusterLife(services, node, services.GetRequiredService<ActorSystem>());
        try
        {
            await life.JoinAsync(journal).ConfigureAwait(false);
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
        node.Gate.Shut();
        node.JournalWatch.Dispose();
        await System.Terminate().ConfigureAwait(false);
        await services.DisposeAsync().ConfigureAwait(false);
    }

    private async Task JoinAsync(Func<ActorSystem, IActorRef, IActorRef>? journal)
    {
        Answers = System.ActorOf(Props.Create(() => new AnswerDesk(node)), "answers");
        var plugin = Persistence.Instance.Apply(System).JournalFor(null);
        await ProbeAsync(plugin).ConfigureAwait(false);
        node.Journal = journal?.Invoke(System, plugin) ?? plugin;
        node.JournalWatch.Start();
        var streams = await node.Catalogue.ReadAsync().ConfigureAwait(false);
        if (streams.FirstOrDefault(id => !node.Kinds.ContainsKey(id.Kind)) is { Kind: not null } stranger)
            throw new JournalUnavailableException(EntityNode.JournalPath(node.Settings.Journal),
                $"stream {stranger} is of a kind that this program doesn't host");
        var back = node.Roster.WhenArrived(streams);

        var cluster = AkkaCluster.Get(System);
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        if (node.Settings.Seeds.Count == 0)
            cluster.Join(cluster.SelfAddress);
        await up.Task.WaitAsync(node.Settings.StartPatience).ConfigureAwait(false);
        node.Gate.OpenForGood();
        var sharding = ClusterSharding.Get(System);
        node.Region = await sharding.StartAsync(RegionName, address => EntityActor.Props(EntityAddress.Read(address), node),
            ClusterShardingSettings.Create(System).WithRole(ClusterSettings.LnsRole), new EntityExtractor(),
            ShardAllocationStrategy.LeastShardAllocationStrategy(EntityAddress.Shards, 1.0), Part.Instance).ConfigureAwait(false);
        if (cluster.State.Members.Count(member => member.HasRole(ClusterSettings.LnsRole)) == 1)
            await back.WaitAsync(node.Settings.StartPatience).ConfigureAwait(false);
    }

    /// <summary>The journal's actor makes its tables at the first message, and stops for good when it can't.</summary>
    private async Task ProbeAsync(IActorRef plugin)
    {
        var outcome = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        System.ActorOf(Props.Create(() => new ProbeActor(plugin, outcome)), "journal-probe");
        var path = EntityNode.JournalPath(node.Settings.Journal);
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
