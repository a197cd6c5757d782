using System.Globalization;

namespace Engine.Akka.Sharding;

/// <summary>Passes on which shards come and go.</summary>
internal sealed class ShardRoll(IShardWatch? watch)
{
    public void Opened(string shard, Task recovered)
    {
        if (watch is null)
            return;
        var number = int.Parse(shard, CultureInfo.InvariantCulture);
        watch.Opened(number);
        recovered.ContinueWith(_ => watch.Recovered(number), TaskContinuationOptions.OnlyOnRanToCompletion);
    }

    public void Closed(string shard) => watch?.Closed(int.Parse(shard, CultureInfo.InvariantCulture));
}
