using Engine.Akka.Forwarding.Table;
using Shared.Messages;

namespace Engine.Akka.Tests.Forwarding.World;

/// <summary>What the journal would say: which sessions of a shard live, and on which node.</summary>
internal sealed class ShardTruth(int shard)
{
    private int last;

    public int Shard => shard;

    /// <summary>Null while nobody has taken over.</summary>
    public WorldNode? Owner { get; set; }

    public Dictionary<RowKey, TableRow> Live { get; } = [];

    /// <summary>Sessions whose entities have not resumed at the owner yet.</summary>
    public Queue<RowKey> Resuming { get; } = new();

    public bool HasRecovered { get; set; }

    public TableRow NewSession() => Rows.Session((uint)(shard << 8 | 1 + last / 60_000), (uint)(1 + last++ % 60_000));
}
