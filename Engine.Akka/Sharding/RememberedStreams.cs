using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Cluster.Sharding.Internal;
using Engine.Akka.Entities;
using Shared.Messages.Entities;

namespace Engine.Akka.Sharding;

/// <summary>
/// Remembers entities by what is in the journal: an entity whose stream holds records comes back with its shard, and one that has never
/// written anything has nothing to come back to. So starting and ending an entity costs no write of its own, and a journal that is gone
/// stops no shard, as Akka's stores do when they can't write (ADR 9).
/// </summary>
internal sealed class RememberedStreams : IRememberEntitiesProvider
{
    public const string ConfigPath = "akka.cluster.sharding.remember-entities-custom-store";

    /// <summary>Called by Akka.NET, which wants this signature.</summary>
    public RememberedStreams(ClusterShardingSettings settings, string typeName)
    {
    }

    public Props ShardStoreProps(string shardId) => Props.Create(() => new ShardMemory(shardId));

    public Props CoordinatorStoreProps() => Props.Create(() => new CoordinatorMemory());

    private static EntityNode NodeOf(IActorContext context) => context.System.Settings.Setup.Get<EntityNodeSetup>().Value.Node;

    /// <summary>
    /// The shard is told of no entity, so it opens at once and takes commands; those in the journal are started when the journal has told of them.
    /// A shard that waited for that would stop and start anew whenever a loaded database takes longer than its time-out.
    /// </summary>
    private sealed class ShardMemory(string shardId) : UntypedActor, IWithTimers
    {
        /// <summary>Between two looks at the journal for those that are not back.</summary>
        private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

        private readonly EntityNode node = NodeOf(Context);
        private bool isOpen;
        private bool isStarted;

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PostStop()
        {
            if (isOpen)
                node.Shards.Closed(shardId);
        }

        protected override void OnReceive(object message)
        {
            if (RememberProtocol.IsGetEntities(message))
                Open();
            else if (RememberProtocol.UpdateDone(message) is { } done)
                Sender.Tell(done);
            else if (message is Look)
                node.Catalogue.ReadAsync().PipeTo(Self, Self, streams => new Found([.. streams.Where(id => EntityExtractor.ShardOf(id) == shardId)]));
            else if (message is Found found)
                OnFound(found.Streams);
            else if (message is Status.Failure failure)
                OnFailed(failure.Cause);
            else
                Unhandled(message);
        }

        private void Open()
        {
            isOpen = true;
            node.Shards.Opened(shardId);
            Sender.Tell(RememberProtocol.RememberedEntities([]));
            Self.Tell(Look.Instance);
        }

        private void OnFound(IReadOnlyList<EntityId> streams)
        {
            if (isStarted)
            {
                Judge(streams);
                return;
            }
            isStarted = true;
            node.Roster.WhenArrived(streams).PipeTo(Self, Self, () => Look.Instance);
            // calls can do nothing without their tunnel
            foreach (var id in streams.OrderBy(id => id.Kind != EntityKinds.Tunnel))
                Context.Parent.Tell(new ShardRegion.StartEntity(EntityAddress.Write(id)), ActorRefs.NoSender);
        }

        private void OnFailed(Exception cause)
        {
            node.JournalWatch.Failed(cause);
            LookLater();
        }

        /// <summary>
        /// A forwarding row that no entity of the shard has named is nobody's only when each of them has resumed, or its stream has gone. One
        /// that can't be read keeps its stream, and so the old rows, where they are; and what an entity resumes with behind a closed gate is
        /// not performed.
        /// </summary>
        private void Judge(IReadOnlyList<EntityId> streams)
        {
            if (node.Gate.IsOpen && streams.All(node.Roster.Lives))
                node.Shards.Recovered(shardId);
            else
                LookLater();
        }

        private void LookLater() => Timers.StartSingleTimer(nameof(Look), Look.Instance, LookInterval);
    }

    private sealed record Found(IReadOnlyList<EntityId> Streams);

    private sealed class Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed class CoordinatorMemory : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (RememberProtocol.IsGetShards(message))
                NodeOf(Context).Catalogue.ReadAsync().PipeTo(Sender, Self, streams =>
                    RememberProtocol.RememberedShards(streams.Select(EntityExtractor.ShardOf)));
            else if (RememberProtocol.ShardAdded(message) is { } done)
                Sender.Tell(done);
            else
                Unhandled(message);
        }
    }
}
