using Shared.Messages.Entities;

namespace Shared.Messages.Forwarding;

/// <summary>
/// The other nodes' forwarders, as this node's entities see them through their effects. All members may be called from any thread, and
/// never block.
/// </summary>
public interface IForwardingPeers
{
    /// <summary>A row that is in this node's data path is to be in all others'.</summary>
    /// <param name="owner">The entity on whose word it stands, which lives on this node.</param>
    void Announce(EntityId owner, ForwardingEntry session);

    /// <inheritdoc cref="Announce(EntityId, ForwardingEntry)"/>
    void Announce(EntityId owner, DialOutPrefix route);

    /// <summary>A row that this node's data path has no more is to go from all others.</summary>
    void Withdraw(EntityId owner, ForwardingKey session);

    /// <inheritdoc cref="Withdraw(EntityId, ForwardingKey)"/>
    void Withdraw(EntityId owner, DialOutPrefix route);

    /// <summary>Whether another node has the data sequence numbers of a tunnel's sessions: there is one writer (architecture.md §4).</summary>
    bool IsSequencedElsewhere(ushort localTunnelId);

    /// <summary>Sends a PPP frame on its way through that node; lost while there is none.</summary>
    /// <param name="frame">With address and control.</param>
    void Relay(ForwardingKey session, ReadOnlyMemory<byte> frame);

    /// <summary>
    /// Asks all forwarders what they have carried of a session. The answer comes once, within a second: of a node that does not answer it
    /// holds what that node reported last.
    /// </summary>
    void AskTraffic(ForwardingKey session, Action<TrafficCounters> answer);
}
