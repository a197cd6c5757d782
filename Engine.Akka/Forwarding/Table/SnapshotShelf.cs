using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>
/// Snapshots of shards, cut into messages. One of several parts is held while it is fetched, so that all of its parts are of one position.
/// </summary>
internal sealed class SnapshotShelf
{
    private readonly Dictionary<int, Held> held = [];

    /// <summary>The part that is asked for, or the first of a newer snapshot.</summary>
    public TablePart Read(int shard, ShardReplica replica, TablePull pull, long nowUnixMs)
    {
        var wanted = new TablePosition(pull.PartEpoch, pull.PartVersion);
        if (held.TryGetValue(shard, out var kept) && (kept.Position == wanted || nowUnixMs - kept.SinceUnixMs < TableLimits.SnapshotHeldMs))
        {
            var isOfUse = kept.Position == wanted || kept.Position > new TablePosition(pull.Epoch, pull.Version);
            var part = kept.Position == wanted ? pull.Part : 0;
            if (isOfUse && part < kept.Parts.Count) return kept.Parts[(int)part];
        }
        var parts = Cut(shard, replica);
        if (parts.Count > 1) Hold(shard, new Held(replica.Position, parts, nowUnixMs));
        return parts[0];
    }

    private void Hold(int shard, Held snapshot)
    {
        held[shard] = snapshot;
        if (held.Count > TableLimits.SnapshotsHeld) held.Remove(held.MinBy(other => other.Value.SinceUnixMs).Key);
    }

    private static List<TablePart> Cut(int shard, ShardReplica replica)
    {
        var parts = new List<TablePart> { Part(shard, replica) };
        var octets = 0;
        foreach (var row in replica.Rows.Values)
        {
            octets += row.CalculateSize() + ChangeLog.FramingOctets;
            if (octets > TableLimits.MessageOctets && parts[^1].Rows.Count > 0)
            {
                parts.Add(Part(shard, replica));
                octets = row.CalculateSize() + ChangeLog.FramingOctets;
            }
            parts[^1].Rows.Add(row);
        }
        for (var at = 0; at < parts.Count; at++)
            (parts[at].Part, parts[at].Parts) = ((uint)at, (uint)parts.Count);
        return parts;
    }

    private static TablePart Part(int shard, ShardReplica replica) => new()
    {
        Shard = (uint)shard,
        Epoch = replica.Position.Epoch,
        Version = replica.Position.Version,
        Settled = replica.IsSettled,
        Owner = replica.Owner,
    };

    private sealed record Held(TablePosition Position, List<TablePart> Parts, long SinceUnixMs);
}
