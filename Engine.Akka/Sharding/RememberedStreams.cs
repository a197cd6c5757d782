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

    private sealed class ShardMemory(string shardId) : UntypedActor
    {
        private readonly EntityNode node = NodeOf(Context);
        private bool isOpen;

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
            else if (message is Status.Failure failure)
                // the shard asks again
                node.JournalWatch.Failed(failure.Cause);
            else
                Unhandled(message);
        }

        private void Open(IReadOnlyList<EntityId> streams)
        {
            isOpen = true;
            node.Shards.Opened(shardId, node.Roster.WhenArrived(streams));
            Sender.Tell(RememberProtocol.RememberedEntities(streams.Select(EntityAddress.Write)));
        }
    }

    private sealed record Remembered(IReadOnlyList<EntityId> Streams);

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
