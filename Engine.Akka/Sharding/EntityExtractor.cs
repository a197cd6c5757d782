using System.Globalization;
using Akka.Cluster.Sharding;
using Engine.Akka.Entities;
using Engine.Akka.Traffic;
using Shared.Messages.Entities;

namespace Engine.Akka.Sharding;

/// <summary>Tells the region where a message goes.</summary>
internal sealed class EntityExtractor : IMessageExtractor
{
    private static readonly string[] ShardNames =
        [.. Enumerable.Range(0, EntityAddress.Shards).Select(shard => shard.ToString(CultureInfo.InvariantCulture))];

    public static string ShardOf(EntityId id) => ShardNames[EntityAddress.ShardOf(id)];

    public string? EntityId(object message) => Of(message) is { } id ? EntityAddress.Write(id) : null;

    public object? EntityMessage(object message) => message;

    public string? ShardId(object message) => Of(message) is { } id ? ShardOf(id) : null;

    public string ShardId(string entityId, object? messageHint = null) => ShardOf(EntityAddress.Read(entityId));

    private static EntityId? Of(object message) => message switch
    {
        Delivery delivery => delivery.To,
        Nudge nudge => nudge.To,
        _ => null,
    };
}
