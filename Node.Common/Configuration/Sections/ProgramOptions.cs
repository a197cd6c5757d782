namespace Node.Common.Configuration.Sections;

/// <summary>What every program has, whatever it does.</summary>
public abstract record ProgramOptions
{
    [Setting("Name of the node: it stands in logs, in the journal and in Acct-Session-Id, so it stays as it is.",
        Pattern = "[A-Za-z0-9][A-Za-z0-9.-]{0,62}", PatternMeaning = "letters, digits, dots and hyphens, at most 63")]
    public required string Node { get; init; }

    [Setting("What the node logs, and how.")]
    public LogOptions Log { get; init; } = new();

    [Setting("For tests only: lifts the lower bounds of timers, and the checks of one timer against another.")]
    public bool TestTimers { get; init; }
}
