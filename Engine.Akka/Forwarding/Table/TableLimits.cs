namespace Engine.Akka.Forwarding.Table;

/// <summary>Bounds of what a replica keeps and sends, each with its reason.</summary>
public static class TableLimits
{
    /// <summary>Below Akka.NET's frame of 128 000 octets, with room for its envelope, and short enough not to hold up heartbeats.</summary>
    public const int MessageOctets = 48_000;

    /// <summary>Per shard. A node that missed more gets the shard whole; at 100 changes a second over all shards this is an hour.</summary>
    public const int LogChanges = 1_024;

    /// <summary>Shards that a node asks for at once: with <see cref="MessageOctets"/> it bounds what is on its way to it.</summary>
    public const int PullsInFlight = 16;

    /// <summary>Of one shard: 255 tunnels of 500 sessions at about 150 octets a row, five times over.</summary>
    public const int SnapshotParts = 2_048;

    /// <summary>Snapshots in more than one part that are held for whoever is fetching them.</summary>
    public const int SnapshotsHeld = 32;

    /// <summary>How long one may be fetched before a newer one takes its place.</summary>
    public const long SnapshotHeldMs = 5_000;

    /// <summary>Between two digests; a lost change is found with the next one, so that two in a row may be lost within a second.</summary>
    public const long TickMs = 250;

    /// <summary>After which a question is asked again.</summary>
    public const long PullTimeoutMs = 500;

    /// <summary>Questions without an answer after which the node is no longer believed to have what it announced.</summary>
    public const int PullTries = 4;

    /// <summary>An owner that meets a later epoch takes the shard again once nobody has claimed that for so long.</summary>
    public const long ClaimMs = 8 * TickMs;
}
