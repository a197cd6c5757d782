using Node.Common.Configuration;

namespace Lac.Node.Configuration;

/// <summary>What the lines of a pool can carry.</summary>
public enum PoolBearer
{
    Analog,
    Digital,
    Any,
}

/// <summary>When a connected line counts as framed.</summary>
public enum FramingDetect
{
    /// <summary>Carrier is enough after a short silence: many sites wait for the caller to speak first.</summary>
    Carrier,

    /// <summary>Only a PPP frame; none in time ends the call with result 11.</summary>
    Strict,
}

/// <summary>Lines that are as good as one another for the numbers they can reach.</summary>
public sealed record PoolOptions
{
    internal const string NumberPattern = @"[0-9#+?A-D]*\*?";

    [Setting("Name of the pool.")]
    public required string Name { get; init; }

    [Setting("What the lines carry: `analog`, `digital` or `any`.")]
    public PoolBearer Bearer { get; init; }

    [Setting("Numbers that the pool dials: digits, `?` for any one, `*` at the end for any rest.",
        Pattern = NumberPattern, PatternMeaning = "digits with ? and a final *")]
    public IReadOnlyList<string> Numbers { get; init; } = ["*"];

    [Setting("Numbers that the pool must not dial, although `numbers` has them; patterns as there.",
        Pattern = NumberPattern, PatternMeaning = "digits with ? and a final *")]
    public IReadOnlyList<string> Barred { get; init; } = [];

    [Setting("Refuse a call whose bearer or framing type is not the pool's, also when it asks for neither (some LNSs send 0 or the wrong one).")]
    public bool Strict { get; init; }

    [Setting("A call that has not connected by then is hung up, result 10."), Within(10, 300, Timer = true)]
    public int DialTimeoutSeconds { get; init; } = 60;

    [Setting("`carrier`: a connected line counts as framed after 2 s of silence; `strict`: a PPP frame must have been seen.")]
    public FramingDetect FramingDetect { get; init; }

    [Setting("Time for the first PPP frame, with `strict`."), Within(1, 120, Timer = true)]
    public int FramingTimeoutSeconds { get; init; } = 20;

    [Setting("Rest of a line between two calls, so that the exchange has seen it on-hook."), Within(0, 300)]
    public int QuarantineSeconds { get; init; } = 2;

    [Setting("A line without dial tone, or whose modem does not answer, is tried again after this time."), Within(5, 3600, Timer = true)]
    public int FaultRetrySeconds { get; init; } = 60;

    [Setting("The lines."), Count(1, 4096)]
    public required IReadOnlyList<LineOptions> Lines { get; init; }
}
