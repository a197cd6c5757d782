namespace Node.Common.Configuration.Sections;

public enum LogFormat
{
    Text,
    Json,
}

public enum LogThreshold
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
}

public sealed record LogOptions
{
    [Setting("`text` for people, `json` for programs: one object a line.")]
    public LogFormat Format { get; init; } = LogFormat.Text;

    [Setting("The least important level that is written.")]
    public LogThreshold Level { get; init; } = LogThreshold.Information;

    [Setting("Trouble that one source causes again is written once in this many seconds, with the number of lines left out.")]
    [Within(1, 3600, Timer = true)]
    public int RepeatIntervalSeconds { get; init; } = 60;
}
