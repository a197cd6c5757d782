namespace Engine.Akka.Forwarding.Table;

/// <summary>How well a node's replica is.</summary>
/// <param name="HasHeard">Alone, or some other node has said how far the shards have come since this one met it.</param>
/// <param name="Silent">Members that have said nothing for <see cref="SilentMs"/>: what is theirs alone is not known here.</param>
/// <param name="Shards">Those that ever had an owner.</param>
public sealed record TableStatus(bool HasHeard, IReadOnlyList<string> Silent, IReadOnlyList<ShardStatus> Shards)
{
    /// <summary>Four digests lost in a row.</summary>
    public const long SilentMs = 4 * TableLimits.TickMs;

    /// <summary>Within which every node has a change (architecture.md §4).</summary>
    public const long CurrentMs = 1_000;

    public IEnumerable<ShardStatus> Behind => Shards.Where(shard => shard.BehindMs > 0);

    /// <summary>The table is whole: a joiner may take part in forwarding.</summary>
    public bool IsComplete => IsCurrent && Shards.All(shard => shard.Position.Epoch > 0);

    /// <summary>What has changed is here within the time that it may take.</summary>
    public bool IsCurrent => HasHeard && Shards.All(shard => shard.BehindMs <= CurrentMs);

    public int Rows => Shards.Sum(shard => shard.Rows);
}

/// <param name="Heard">The furthest that any node has shown.</param>
/// <param name="BehindMs">For how long this node has known that it lacks something; 0: it lacks nothing.</param>
/// <param name="IsOwned">By this node.</param>
public sealed record ShardStatus(
    int Shard, TablePosition Position, TablePosition Heard, long BehindMs, bool IsSettled, bool IsOwned, int Rows);
