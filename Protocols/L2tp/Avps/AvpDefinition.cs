using System.Collections.Immutable;

namespace Protocols.L2tp;

/// <summary>One row of <see cref="AvpCatalogue"/>.</summary>
/// <param name="Mandatory">The M bit as we send it, which is as the RFC sets it.</param>
/// <param name="MayBeHidden">False: the H bit must be 0.</param>
/// <param name="Length">Of the value, before hiding.</param>
/// <param name="Section">Where the AVP is defined.</param>
public sealed record AvpDefinition(AvpType Type, string Name, bool Mandatory, bool MayBeHidden, AvpLength Length, AvpFormat Format,
    string Section)
{
    public ImmutableArray<MessageType> RequiredIn { get; init; } = [];

    public ImmutableArray<MessageType> OptionalIn { get; init; } = [];

    /// <summary>More than one may stand in a message.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Zero is no value: identifiers (RFC 2661 §5.3), the window (§5.8).</summary>
    public bool NonZero { get; init; }

    public bool IsAllowedIn(MessageType message) => RequiredIn.Contains(message) || OptionalIn.Contains(message);
}

/// <summary>The shape of a value, as far as a printer has to know it.</summary>
public enum AvpFormat
{
    Empty,
    Number,
    Text,

    /// <summary>Octets that are no one's business in a log: only their number is printed.</summary>
    Octets,

    MessageType,
    ResultCode,
    ProtocolVersion,
    Framing,
    Bearer,
    Q931Cause,
    CallErrors,
    Accm,
    PppDisconnectCause,
    FailoverCapability,
    TunnelRecovery,
    SuggestedControlSequence,
    FailoverSessionState,
}
