using System.Globalization;

namespace Engine.Akka.Sharding;

/// <summary>Passes on which shards come and go, and counts them.</summary>
internal sealed class ShardRoll(IShardWatch? watch)
{
    private int hosted;

    public int Hosted => Volatile.Read(ref hosted);

    public void Opened(string shard)
    {
        Interlocked.Increment(ref hosted);
        watch?.Opened(NumberOf(shard));
    }

    public void Recovered(string shard) => watch?.Recovered(NumberOf(shard));

    public void Closed(string shard)
    {
        Interlocked.Decrement(ref hosted);
        watch?.Closed(NumberOf(shard));
    }

    private static int NumberOf(string shard) => int.Parse(shard, CultureInfo.InvariantCulture);
}
