namespace Engine.Akka.Forwarding.Table;

/// <summary>The furthest position of each shard that any node has shown, and who showed it: what this node lacks.</summary>
internal sealed class Heard(ShardReplica[] replicas)
{
    private readonly Entry[] entries = [.. replicas.Select(_ => new Entry())];

    public TablePosition this[int shard] => entries[shard].Position;

    public string SourceOf(int shard) => entries[shard].Source;

    /// <summary>Null: this node has all that it has heard of.</summary>
    public long? BehindSinceUnixMs(int shard) => entries[shard].BehindSinceUnixMs;

    public IEnumerable<int> Behind
    {
        get
        {
            for (var shard = 0; shard < entries.Length; shard++)
                if (entries[shard].BehindSinceUnixMs is not null)
                    yield return shard;
        }
    }

    public void Note(int shard, TablePosition position, string source, long nowUnixMs)
    {
        var entry = entries[shard];
        if (position > entry.Position || (position == entry.Position && entry.Source.Length == 0))
            (entry.Position, entry.Source) = (position, source);
        if (entry.Position > replicas[shard].Position) entry.BehindSinceUnixMs ??= nowUnixMs;
    }

    /// <summary>The replica has moved.</summary>
    public void Reached(int shard, TablePosition position)
    {
        var entry = entries[shard];
        if (position >= entry.Position) (entry.Position, entry.BehindSinceUnixMs) = (position, null);
    }

    /// <summary>Whoever showed it does not answer: it counts again when somebody else shows it.</summary>
    public void Forget(int shard)
    {
        var entry = entries[shard];
        (entry.Position, entry.Source, entry.BehindSinceUnixMs) = (replicas[shard].Position, "", null);
    }

    public void ForgetSource(string source)
    {
        for (var shard = 0; shard < entries.Length; shard++)
            if (entries[shard].Source == source) Forget(shard);
    }

    private sealed class Entry
    {
        public TablePosition Position { get; set; }

        public string Source { get; set; } = "";

        public long? BehindSinceUnixMs { get; set; }
    }
}
