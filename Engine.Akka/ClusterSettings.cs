using Engine.Akka.Formation;

namespace Engine.Akka;

/// <summary>What every member of a cluster is told, whatever its role; see docs/cluster.md for what each figure costs.</summary>
public record MemberSettings
{
    /// <summary>The same on every node.</summary>
    public string SystemName { get; init; } = "bras";

    /// <summary>For logs and inspection.</summary>
    public required string NodeName { get; init; }

    /// <summary>An address of this machine at which the other nodes reach it; not the VIP.</summary>
    public required string Address { get; init; }

    /// <summary>Where to listen, if that is another one.</summary>
    public string? BindAddress { get; init; }

    /// <summary>0: any free one, for tests.</summary>
    public int Port { get; init; } = 4053;

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How this node finds others that it knows no address of; then it has no seeds. Null: by its seeds.</summary>
    public BootstrapSettings? Bootstrap { get; init; }

    /// <summary><c>address:port</c>, or a whole Akka address, of nodes to join by. Empty, and no bootstrap: this node begins a cluster of its own.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    public DetectorSettings Detector { get; init; } = new();

    public ResolverSettings Resolver { get; init; } = new();

    /// <summary>Nodes that host entities and vote when the cluster splits.</summary>
    public const string LnsRole = "lns";
}

/// <summary>What an engine that hosts entities is told besides.</summary>
public sealed record ClusterSettings : MemberSettings
{
    public ClusterSettings() => Roles = [LnsRole];

    public required JournalSettings Journal { get; init; }

    /// <summary>Decisions beyond the last snapshot after which a stream is written as one snapshot: bounds what a takeover reads.</summary>
    public int SnapshotAfterRecords { get; init; } = 50;

    /// <summary>How long a clean stop waits for open work before it goes on without.</summary>
    public TimeSpan DrainPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long all shards together may take to go to other nodes.</summary>
    public TimeSpan HandOverPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a node may take to open its journal, and to join; and then, how long none of the entities that it brings back may come.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(60);
}

public enum JournalProvider
{
    /// <summary>One file, for clusters of one machine and for tests.</summary>
    Sqlite,
    PostgreSql,
}

public sealed record JournalSettings
{
    public required JournalProvider Provider { get; init; }

    public required string ConnectionString { get; init; }

    /// <summary>Keys that seal the journal, the same on every node; see <see cref="Sealing.KeyFile"/>.</summary>
    public required string KeyFile { get; init; }
}

/// <summary>When a member counts as unreachable.</summary>
public sealed record DetectorSettings
{
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Silence that is no failure yet: a long garbage collection, a busy machine.</summary>
    public TimeSpan AcceptablePause { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan GossipInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>When an unreachable member is taken out and its entities live elsewhere.</summary>
public sealed record ResolverSettings
{
    /// <summary>How long membership must not have changed before the smaller part gives way.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From a member's removal until its entities start elsewhere.</summary>
    public TimeSpan DownRemovalMargin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a node may act on its own after its last contact with a majority. A member stops answering one that it takes for unreachable,
    /// and the earliest takeover is stable-after + removal margin later; so the lease must be shorter than both together, by two rounds of
    /// gossip, in which the others hear of it.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMilliseconds(2_500);

    /// <summary>
    /// How long a node that was taken out stays away at least. The others open what it had meanwhile. A coordinator that begins in that time and finds a
    /// member at the address takes what is gone for what is back, and waits for it to fail (Akka.NET compares addresses, not incarnations).
    /// </summary>
    internal TimeSpan Absence => StableAfter + DownRemovalMargin;

    /// <exception cref="ArgumentException">Two nodes could act for one entity.</exception>
    public void Check(DetectorSettings detector)
    {
        var takeover = StableAfter + DownRemovalMargin;
        if (Lease + 2 * detector.GossipInterval > takeover)
            throw new ArgumentException($"a lease of {Lease.TotalMilliseconds} ms and two rounds of gossip ({detector.GossipInterval.TotalMilliseconds} ms) "
                + $"are longer than stable-after and removal margin ({takeover.TotalMilliseconds} ms): two nodes could act for one entity");
    }
}
