namespace Lns.Node.Cluster;

/// <summary>
/// Whose routes and settings count where LNSs differ (ADR 16). A node is judged by those that have been up longer: none of them may have a newer
/// generation, and the eldest of its own generation has the same hash. So a newer generation goes from node to node while the older one serves on;
/// but a node that comes late with an older one, or with other contents of the same, gets no new work.
/// </summary>
internal static class ConfigurationRule
{
    /// <param name="elders">LNSs that have been up longer than this node, the eldest first; without those that have not said what they have.</param>
    /// <returns>Why this node gets no new work; null: it may have some.</returns>
    public static string? Difference(NodeConfiguration own, IReadOnlyList<NodeConfiguration> elders)
    {
        if (elders.MaxBy(elder => elder.Generation) is not { } newest || newest.Generation < own.Generation)
            return null;
        if (newest.Generation > own.Generation)
            return $"generation {own.Generation} here; {newest.Node}, which has been up longer, has generation {newest.Generation} already";
        var peer = elders.First(elder => elder.Generation == own.Generation);
        return peer.Hash == own.Hash ? null
            : $"{own.Hash} here, {peer.Hash} on {peer.Node}, which has been up longer, and both are generation {own.Generation}";
    }
}

/// <param name="Generation">Raised by operators with each change.</param>
/// <param name="Hash">Of what all LNSs must have alike.</param>
internal sealed record NodeConfiguration(string Node, int Generation, string Hash);
