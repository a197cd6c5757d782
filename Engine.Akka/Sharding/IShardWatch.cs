namespace Engine.Akka.Sharding;

/// <summary>Told which shards live on this node. Called on actors' threads: must not block or throw.</summary>
public interface IShardWatch
{
    /// <summary>The shard is here from now on; its entities are on their way back.</summary>
    /// <param name="shard">0 to 255.</param>
    void Opened(int shard);

    /// <summary>Every entity of the shard that has a stream in the journal has resumed here, and performed what it resumed with.</summary>
    void Recovered(int shard);

    /// <summary>The shard is here no longer.</summary>
    void Closed(int shard);
}
