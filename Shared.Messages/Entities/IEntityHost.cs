using Google.Protobuf;

namespace Shared.Messages.Entities;

/// <summary>What a node sees of the engine that hosts its entities, whichever it is. All members may be called from any thread and never block.</summary>
public interface IEntityHost
{
    /// <summary>Sends a command of our own. It may be lost (a crash, an overload); whoever needs certainty sends again.</summary>
    void Tell(EntityId to, IMessage command);

    /// <summary>Sends what a peer sent us, unless the mailbox is full.</summary>
    /// <returns>False when it was refused (and counted); the peer will send it again.</returns>
    bool Offer(EntityId to, IMessage command);

    /// <summary>Sends a command and waits for the <see cref="Reply"/> of its decision.</summary>
    /// <exception cref="TimeoutException">No answer within <paramref name="timeout"/>.</exception>
    Task<IMessage> Ask(EntityId to, IMessage command, TimeSpan timeout);

    /// <summary>The entities of a kind that live on this node now, in no order.</summary>
    IReadOnlyCollection<EntityId> Entities(string kind);

    /// <summary>Faults when the host can't keep its promises any more and has stopped; the node must stop too.</summary>
    Task Failed { get; }
}
