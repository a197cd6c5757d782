using System.Collections.Concurrent;
using Engine.Akka.Sharding;

namespace Engine.Akka.Tests.Support;

/// <summary>What a node was told of its shards.</summary>
internal sealed class RecordingShardWatch : IShardWatch
{
    private readonly ConcurrentQueue<string> said = new();

    /// <summary>Called when a shard's entities are back, once that stands in what was said.</summary>
    public Action<int> OnRecovered { get; set; } = _ => { };

    public IReadOnlyCollection<string> Said => [.. said];

    public void Opened(int shard) => said.Enqueue($"opened {shard}");

    public void Recovered(int shard)
    {
        said.Enqueue($"recovered {shard}");
        OnRecovered(shard);
    }

    public void Closed(int shard) => said.Enqueue($"closed {shard}");
}
