using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Cluster.Sharding.Internal;
using Engine.Akka.Entities;

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
        protected override void OnReceive(object message)
        {
            if (RememberProtocol.IsGetEntities(message))
                NodeOf(Context).Catalogue.ReadAsync().PipeTo(Sender, Self, streams => RememberProtocol.RememberedEntities(
                    streams.Where(id => EntityExtractor.ShardOf(id) == shardId).Select(EntityAddress.Write)));
            else if (RememberProtocol.UpdateDone(message) is { } done)
                Sender.Tell(done);
            else
                Unhandled(message);
        }
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
