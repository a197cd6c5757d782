namespace Node.Common.Configuration.Sections;

/// <summary>What every node has, whatever it does.</summary>
public abstract record NodeOptions
{
    [Setting("Name of the node: it stands in logs, in the journal and in Acct-Session-Id, so it stays as it is.",
        Pattern = "[A-Za-z0-9][A-Za-z0-9.-]{0,62}", PatternMeaning = "letters, digits, dots and hyphens, at most 63")]
    public required string Node { get; init; }

    [Setting("Directory of the journal and the counters; made if missing.", IsPath = true)]
    public required string DataDirectory { get; init; }

    [Setting("File with the key that encrypts secrets in the journal; made if missing. Default: `key` in the data directory.", IsPath = true)]
    public string? KeyFile { get; init; }

    [Setting("What the node logs, and how.")]
    public LogOptions Log { get; init; } = new();

    [Setting("File for a capture of all L2TP and RADIUS packets, written anew at each start. Default: none.", IsPath = true)]
    public string? CaptureFile { get; init; }

    [Setting("For tests only: lifts the lower bounds of timers, and the checks of one timer against another.")]
    public bool TestTimers { get; init; }

    /// <summary><see cref="KeyFile"/> or its default.</summary>
    public string EffectiveKeyFile => KeyFile ?? Path.Combine(DataDirectory, "key");
}
