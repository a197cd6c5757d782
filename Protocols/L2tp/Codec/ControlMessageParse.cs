using System.Collections.Immutable;

namespace Protocols.L2tp;

/// <summary>What the body of a control message turned out to be.</summary>
public abstract record ControlMessageParse
{
    private ControlMessageParse() { }

    /// <param name="IgnoredAvps">For the log (RFC 2661 §7.1); at most <see cref="ControlMessageCodec.MaximumIgnoredAvps"/>.</param>
    public sealed record Parsed(ControlMessage Message, ImmutableArray<IgnoredAvp> IgnoredAvps) : ControlMessageParse;

    /// <summary>To be acknowledged and forgotten: an unknown message that is not mandatory (RFC 2661 §4.4.1).</summary>
    public sealed record Ignore(string Reason) : ControlMessageParse;

    public sealed record Refuse(ProtocolError Error) : ControlMessageParse;
}

/// <summary>An AVP that was passed over without harm.</summary>
public readonly record struct IgnoredAvp(ushort VendorId, ushort Attribute, string Why)
{
    public override string ToString() => VendorId == 0 ? $"AVP {Attribute}: {Why}" : $"AVP {Attribute} of vendor {VendorId}: {Why}";
}
