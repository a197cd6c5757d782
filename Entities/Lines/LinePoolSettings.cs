using System.Collections.Immutable;

namespace Entities.Lines;

/// <summary>A group of like lines of a LAC, from its configuration. Line names are unique in the LAC, not only in the pool.</summary>
public sealed record LinePoolSettings
{
    /// <summary>Longer than any modem takes to train, shorter than an LNS waits for OCCN.</summary>
    public const int DefaultDialTimeoutSeconds = 60;

    public required string Name { get; init; }

    public required ImmutableArray<string> Lines { get; init; }

    /// <summary>What the lines are: Bearer Type AVP bits, digital 1, analog 2 (RFC 2661 §4.4.4).</summary>
    public uint BearerBits { get; init; } = LineBits.Analog;

    /// <summary>Numbers that the pool dials; empty: all. See <see cref="NumberPattern"/>.</summary>
    public ImmutableArray<NumberPattern> Numbers { get; init; } = [];

    /// <summary>Numbers that it never dials.</summary>
    public ImmutableArray<NumberPattern> Barred { get; init; } = [];

    public int DialTimeoutSeconds { get; init; } = DefaultDialTimeoutSeconds;

    /// <summary>From carrier to the first PPP frame; then CDN 11.</summary>
    public int FramingTimeoutSeconds { get; init; } = 15;

    /// <summary>From the order to hang up to the proof that it was obeyed, and to a modem initialised anew.</summary>
    public int HangUpTimeoutSeconds { get; init; } = 20;

    /// <summary>A line that was hung up rests, so that the exchange and the far modem see the end of the call before the next one.</summary>
    public int QuarantineSeconds { get; init; } = 2;

    /// <summary>From one test of a faulty line to the next.</summary>
    public int RetestSeconds { get; init; } = 60;

    /// <summary>Refuse OCRQ for synchronous framing alone. A useful LAC doesn't: xl2tpd asks for it and takes what it gets.</summary>
    public bool StrictFraming { get; init; }

    /// <summary>Hang up also where the modem doesn't tell its speed and OCRQ has a minimum.</summary>
    public bool StrictSpeed { get; init; }

    /// <summary>What OCCN says where the modem doesn't tell: the AVP is obligatory and has no "unknown".</summary>
    public int AssumedBps { get; init; } = 33_600;
}

/// <summary>Bits of the Bearer Type and Framing Type AVPs (RFC 2661 §4.4.4).</summary>
public static class LineBits
{
    public const uint Digital = 1;
    public const uint Analog = 2;
    public const uint Synchronous = 1;
    public const uint Asynchronous = 2;
}
