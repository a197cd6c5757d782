using System.Collections.Concurrent;
using Akka.Actor;

namespace Engine.Akka.Traffic;

/// <summary>Commands of other nodes that were decided here, until those nodes are told. Told at intervals, not one by one.</summary>
internal sealed class AbroadCounts
{
    private readonly ConcurrentDictionary<IActorRef, int> decided = new();

    public Ticket TicketOf(IActorRef sender) => new AbroadTicket(this, sender);

    /// <summary>What each node has not been told yet.</summary>
    public IEnumerable<(IActorRef Node, int Commands)> Take()
    {
        foreach (var node in decided.Keys)
            if (decided.TryRemove(node, out var commands))
                yield return (node, commands);
    }

    private sealed class AbroadTicket(AbroadCounts counts, IActorRef sender) : Ticket
    {
        private bool isDecided;

        public override void Decided()
        {
            if (!isDecided && !sender.IsNobody())
                counts.decided.AddOrUpdate(sender, 1, (_, commands) => commands + 1);
            isDecided = true;
        }

        public override void Finished() => Decided();
    }
}
