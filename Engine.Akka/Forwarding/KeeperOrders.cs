using Shared.Messages;

namespace Engine.Akka.Forwarding;

/// <summary>What a node's own parts say to its <see cref="TableKeeper"/>; never on the wire.</summary>
internal abstract record KeeperOrder
{
    private KeeperOrder() { }

    public sealed record Take(int Shard) : KeeperOrder;

    public sealed record Announce(int Shard, TableRow Row) : KeeperOrder;

    public sealed record Withdraw(int Shard, TableRowKey Key) : KeeperOrder;

    public sealed record Recovered(int Shard) : KeeperOrder;

    public sealed record Release(int Shard) : KeeperOrder;

    public sealed record AskTraffic(ForwardingKey Session, Action<TrafficCounters> Answer) : KeeperOrder;

    public sealed record Relay(ForwardingKey Session, ReadOnlyMemory<byte> Frame) : KeeperOrder;

    /// <summary>Behind all that waits in the mailbox: what was announced in a burst leaves together.</summary>
    public sealed record Flush : KeeperOrder
    {
        public static Flush Instance { get; } = new();
    }

    public sealed record Tick : KeeperOrder
    {
        public static Tick Instance { get; } = new();
    }
}
