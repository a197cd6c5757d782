using Engine.Akka.Forwarding;
using Engine.Akka.Sharding;
using Lns.Node.DialOut;

namespace Lns.Node.Cluster;

/// <summary>What follows the shards: whoever has a shard's entities speaks for its rows of the forwarding table, and counts its places.</summary>
internal sealed class ShardFollowers(ClusterForwarding table, Func<ConnectingGate> gate) : IShardWatch
{
    public void Opened(int shard) => table.Take(shard);

    public void Recovered(int shard) => table.Recovered(shard);

    public void Closed(int shard)
    {
        table.Release(shard);
        gate().Forget(session => EntityAddress.ShardOf(session) == shard);
    }
}
