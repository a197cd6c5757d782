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

    private sealed class ShardMemory(string shardId) : UntypedActor, IWithTimers
    {
        /// <summary>Between two looks at the journal for those that are not back.</summary>
        private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

        private readonly EntityNode node = NodeOf(Context);
        private bool isOpen;

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PostStop()
        {
            if (isOpen)
                node.Shards.Closed(shardId);
        }

        protected override void OnReceive(object message)
        {
            if (RememberProtocol.IsGetEntities(message))
                node.Catalogue.ReadAsync().PipeTo(Self, Sender, streams => new Remembered([.. streams.Where(id => EntityExtractor.ShardOf(id) == shardId)]));
            else if (message is Remembered remembered)
                Open(remembered.Streams);
            else if (RememberProtocol.UpdateDone(message) is { } done)
                Sender.Tell(done);
            else if (message is Look)
                node.Catalogue.ReadAsync().PipeTo(Self, Self, streams => new Found([.. streams.Where(id => EntityExtractor.ShardOf(id) == shardId)]), _ => new Found(null));
            else if (message is Found found)
                Judge(found.Streams);
            else if (message is Status.Failure failure)
                // the shard asks again
                node.JournalWatch.Failed(failure.Cause);
            else
                Unhandled(message);
        }

        private void Open(IReadOnlyList<EntityId> streams)
        {
            isOpen = true;
            node.Shards.Opened(shardId);
            node.Roster.WhenArrived(streams).PipeTo(Self, Self, () => Look.Instance);
            Sender.Tell(RememberProtocol.RememberedEntities(streams.Select(EntityAddress.Write)));
        }

        /// <summary>
        /// A forwarding row that no entity of the shard has named is nobody's only when each of them has resumed, or its stream has gone. One
        /// that can't be read keeps its stream, and so the old rows, where they are; and what an entity resumes with behind a closed gate is
        /// not performed.
        /// </summary>
        /// <param name="streams">Null: the journal could not be asked.</param>
        private void Judge(IReadOnlyList<EntityId>? streams)
        {
            if (streams is not null && node.Gate.IsOpen && streams.All(node.Roster.Lives))
                node.Shards.Recovered(shardId);
            else
                Timers.StartSingleTimer(nameof(Look), Look.Instance, LookInterval);
        }
    }

    private sealed record Remembered(IReadOnlyList<EntityId> Streams);

    private sealed record Found(IReadOnlyList<EntityId>? Streams);

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
