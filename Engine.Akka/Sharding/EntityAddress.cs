using Shared.Messages.Entities;

namespace Engine.Akka.Sharding;

/// <summary>
/// Where in the cluster an entity lives: the name of its actor and its shard. All kinds share one region, since each region has a
/// coordinator of its own and shard 17 of two regions would live in two places (architecture.md §3).
/// </summary>
public static class EntityAddress
{
    /// <summary>As many as the high 8 bits of a tunnel id can say, so that a control datagram's way is arithmetic (architecture.md §4).</summary>
    public const int Shards = 256;

    private const char Separator = '~';

    /// <returns><c>{kind}~{key}</c>.</returns>
    public static string Write(EntityId id) => $"{id.Kind}{Separator}{id.Key}";

    /// <exception cref="FormatException">Nothing that <see cref="Write"/> has made.</exception>
    public static EntityId Read(string address)
    {
        var cut = address.IndexOf(Separator);
        return cut > 0 ? new EntityId(address[..cut], address[(cut + 1)..]) : throw new FormatException($"'{address}' names no entity");
    }

    /// <returns>0 to 255. A tunnel's is what the high 8 bits of its id say; all others are spread by a hash.</returns>
    public static int ShardOf(EntityId id) =>
        id.Kind == EntityKinds.Tunnel && TryTunnelId(id.Key, out var tunnelId) ? tunnelId >> 8 : StableHash.PlaceOf(id, Shards);

    /// <summary>The key of a tunnel ends in its local id: <c>192.0.2.1:1701/4711</c>.</summary>
    private static bool TryTunnelId(string key, out ushort id) => ushort.TryParse(key.AsSpan(key.LastIndexOf('/') + 1), out id);
}
