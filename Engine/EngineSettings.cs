namespace Engine;

public sealed record EngineSettings
{
    /// <summary>Holds the journal and the lock; created when absent.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Keys that seal the journal, see <see cref="Sealing.KeyFile"/>. Best kept outside the data directory.</summary>
    public required string KeyFile { get; init; }

    /// <summary>Whether a missing key file is made with a random key; only while there is no journal yet.</summary>
    public bool CreateKeyFile { get; init; } = true;

    public int Partitions { get; init; } = Environment.ProcessorCount;

    /// <summary>Decisions beyond the last snapshot after which a stream becomes one snapshot: bounds replay and file size.</summary>
    public int SnapshotAfterRecords { get; init; } = 100;

    /// <summary>How long commits may fail for want of space before the engine gives up. Peers' timers bear about that long.</summary>
    public TimeSpan JournalPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Size limit of the journal file; null: what the disk holds.</summary>
    public long? JournalLimitBytes { get; init; }

    /// <summary>How long a clean stop waits for open work before it goes on without.</summary>
    public TimeSpan DrainPatience { get; init; } = TimeSpan.FromSeconds(10);
}
