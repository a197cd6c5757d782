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
    internal const string NumberPattern = @"(?=.)\+?[0-9*#x]*\.?";

    [Setting("Name of the pool.")]
    public required string Name { get; init; }

    [Setting("What the lines carry: `analog`, `digital` or `any`.")]
    public PoolBearer Bearer { get; init; }

    [Setting("Numbers that the pool dials: digits, `x` for any one digit, a last `.` for any rest; empty: all.",
        Pattern = NumberPattern, PatternMeaning = "digits, x for any one digit, a last . for any rest")]
    public IReadOnlyList<string> Numbers { get; init; } = [];

    [Setting("Numbers that the pool must not dial, although `numbers` has them; patterns as there.",
        Pattern = NumberPattern, PatternMeaning = "digits, x for any one digit, a last . for any rest")]
    public IReadOnlyList<string> Barred { get; init; } = [];

    [Setting("Refuse calls that ask for synchronous framing alone. Some LNSs ask for it and take what they get.")]
    public bool StrictFraming { get; init; }

    [Setting("Hang up where the modem does not tell its speed and the call has a minimum.")]
    public bool StrictSpeed { get; init; }

    [Setting("Speed in bit/s that the LNS is told where the modem does not tell its own."), Within(300, int.MaxValue)]
    public int AssumedBps { get; init; } = 33600;

    [Setting("A call that has not connected by then is hung up, result 10."), Within(10, 300, Timer = true)]
    public int DialTimeoutSeconds { get; init; } = 60;

    [Setting("`carrier`: a connected line counts as framed after 2 s of silence; `strict`: a PPP frame must have been seen.")]
    public FramingDetect FramingDetect { get; init; }

    [Setting("Time for the first PPP frame, with `strict`."), Within(1, 120, Timer = true)]
    public int FramingTimeoutSeconds { get; init; } = 15;

    [Setting("Rest of a line between two calls, so that the exchange has seen it on-hook."), Within(0, 300)]
    public int QuarantineSeconds { get; init; } = 2;

    [Setting("From the order to hang up to the proof that the line is on-hook; then the line counts as faulty."), Within(5, 300, Timer = true)]
    public int HangUpTimeoutSeconds { get; init; } = 20;

    [Setting("From one test of a faulty line to the next."), Within(5, 3600, Timer = true)]
    public int RetestSeconds { get; init; } = 60;

    [Setting("The lines."), Count(1, 4096)]
    public required IReadOnlyList<LineOptions> Lines { get; init; }
}
