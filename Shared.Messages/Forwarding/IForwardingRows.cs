namespace Shared.Messages.Forwarding;

/// <summary>
/// A node's data path as the rest of the cluster sees it: rows that other nodes' entities have made, and the traffic that it carried of
/// any session. All members may be called from any thread, repeatedly, and never throw for what a row says.
/// </summary>
public interface IForwardingRows
{
    /// <summary>In the place of an earlier row of the same session, whose counters go on.</summary>
    void InstallReplica(ForwardingEntry session);

    /// <summary>Only ever said on the word of the row's owner.</summary>
    void RemoveReplica(ForwardingKey session);

    void InstallReplica(DialOutPrefix route);

    void RemoveReplica(DialOutPrefix route);

    /// <summary>
    /// Sends a PPP frame that reached another node, on a session whose data sequence numbers this node has. A data path that is not told of
    /// its peers numbers for itself, and nothing is relayed to it.
    /// </summary>
    /// <param name="frame">With address and control.</param>
    void SendRelayed(ForwardingKey session, ReadOnlySpan<byte> frame) { }

    /// <returns>What this node has carried of a session; null when it has carried nothing, or never knew it.</returns>
    CarriedTraffic? Carried(ForwardingKey session);

    /// <summary>Sessions that had traffic here at that time or later, to a tenth of a second.</summary>
    IReadOnlyList<CarriedTraffic> CarriedSince(long unixMs);
}

/// <summary>Totals of one session at one node.</summary>
/// <param name="Incarnation">
/// Tells a count from an earlier one of the same session at the same node that was lost, and began again at zero; later ones are higher.
/// </param>
public sealed record CarriedTraffic(ForwardingKey Session, ulong Incarnation, TrafficCounters Totals);
