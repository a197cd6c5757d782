namespace Protocols.Hayes;

/// <summary>What a line from a modem says (V.250 §5.7.1, table 1; national and vendor additions).</summary>
public enum HayesResultKind
{
    Ok,
    Connect,
    Ring,
    NoCarrier,
    Error,
    NoDialtone,
    Busy,
    NoAnswer,

    /// <summary>The number may not be redialled yet; national rules.</summary>
    Delayed,

    /// <summary>The number may not be redialled at all; national rules.</summary>
    Blacklisted,

    /// <summary>The line's own rate, told ahead of CONNECT: <c>+MRR:</c> (V.250 §6.4.3) or <c>CARRIER</c>.</summary>
    Rate,

    /// <summary>Good to know only: <c>+MCR:</c>, PROTOCOL, COMPRESSION, RINGING, DIALING.</summary>
    Progress,

    /// <summary>Our own command, because echo is not off yet.</summary>
    Echo,

    Garbage,
}

/// <param name="TransmitBps">With <see cref="HayesResultKind.Connect"/> and <see cref="HayesResultKind.Rate"/>; 0 where not told.</param>
/// <param name="ReceiveBps">Where it differs from the other direction, else the same; 0 where not told.</param>
/// <param name="Text">The line as it came, for logs.</param>
public readonly record struct HayesResult(HayesResultKind Kind, string Text, int TransmitBps = 0, int ReceiveBps = 0);
