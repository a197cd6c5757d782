namespace Node.Common.Configuration.Sections;

/// <summary>What every node with a journal has.</summary>
public abstract record NodeOptions : ProgramOptions
{
    [Setting("Directory of the journal and the counters; made if missing.", IsPath = true)]
    public required string DataDirectory { get; init; }

    [Setting("File with the key that encrypts secrets in the journal; made if missing. Default: `key` in the data directory.", IsPath = true)]
    public string? KeyFile { get; init; }

    [Setting("File for a capture of all L2TP and RADIUS packets, written anew at each start. Default: none.", IsPath = true)]
    public string? CaptureFile { get; init; }

    /// <summary><see cref="KeyFile"/> or its default.</summary>
    public string EffectiveKeyFile => KeyFile ?? Path.Combine(DataDirectory, "key");
}
