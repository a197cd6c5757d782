using System.Globalization;

namespace Engine.Akka.Sharding;

/// <summary>Passes on which shards come and go.</summary>
internal sealed class ShardRoll(IShardWatch? watch)
{
    public void Opened(string shard) => watch?.Opened(NumberOf(shard));

    public void Recovered(string shard) => watch?.Recovered(NumberOf(shard));

    public void Closed(string shard) => watch?.Closed(NumberOf(shard));

    private static int NumberOf(string shard) => int.Parse(shard, CultureInfo.InvariantCulture);
}
