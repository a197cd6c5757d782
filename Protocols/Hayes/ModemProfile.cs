using System.Collections.Immutable;

namespace Protocols.Hayes;

public enum HangUpMethod
{
    /// <summary>DTR goes low, and the modem is made to obey by &amp;D2; carrier detect proves it. Preferred.</summary>
    Dtr,

    /// <summary><c>+++</c> between two silences, then ATH: where DTR or DCD is not wired.</summary>
    Escape,
}

/// <param name="Body">Without AT and CR.</param>
/// <param name="IsOptional">An ERROR to it is passed over: modems differ in how they are told to print the line's rate.</param>
public sealed record InitLine(string Body, bool IsOptional = false);

/// <summary>How one make of modem wants to be spoken to. The defaults suit any V.250 modem.</summary>
public sealed record ModemProfile
{
    public static ModemProfile Default { get; } = new();

    /// <summary>
    /// Factory settings; then no echo, words, all results, DCD means carrier, DTR low hangs up, no automatic answer; then CONNECT
    /// tells the line's rate, not the port's.
    /// </summary>
    public ImmutableArray<InitLine> InitLines { get; init; } =
        [new("&F"), new("E0V1Q0"), new("X4&C1&D2S0=0"), new("+MR=1", IsOptional: true), new("W2", IsOptional: true)];

    /// <summary>T tone, P pulse, and what comes before every number (an outside line, a pause).</summary>
    public string DialPrefix { get; init; } = "T";

    public HangUpMethod HangUp { get; init; }

    /// <summary>Longer than S25 of any modem (default 50 ms, some count in seconds).</summary>
    public int DtrLowMs { get; init; } = 1000;

    /// <summary>Silence around <c>+++</c>: S12 is 1 s by default, and a little more.</summary>
    public int EscapeGuardMs { get; init; } = 1100;

    /// <summary>A modem that is there answers a command well within it.</summary>
    public int CommandTimeoutMs { get; init; } = 2000;

    /// <summary>Unanswered attempts at one command after which the modem counts as dead.</summary>
    public int SilentAttempts { get; init; } = 3;

    /// <summary>Lines of garbage while dialling after which the call is given up: wrong speed, or no modem at all.</summary>
    public int MaximumGarbageLines { get; init; } = 16;
}
