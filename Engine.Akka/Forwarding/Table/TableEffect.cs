using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>What a replica wants done; in order.</summary>
public abstract record TableEffect
{
    private TableEffect() { }

    /// <summary>May be lost, repeated or late: digests find out.</summary>
    public sealed record Send(string Node, TableMessage Message) : TableEffect;

    public sealed record Install(TableRow Row) : TableEffect;

    public sealed record Remove(TableRowKey Key) : TableEffect;
}
