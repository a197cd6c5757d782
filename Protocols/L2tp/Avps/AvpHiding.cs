namespace Protocols.L2tp;

/// <summary>Asks the writer to hide every AVP that may be hidden (RFC 2661 §4.3).</summary>
/// <param name="Secret">The one of tunnel authentication.</param>
/// <param name="RandomVector">Fresh for each message; at least 16 octets are recommended (§4.4.1).</param>
/// <param name="Padding">Random octets after each hidden value, to mask its length.</param>
public sealed record AvpHiding(ReadOnlyMemory<byte> Secret, ReadOnlyMemory<byte> RandomVector, ReadOnlyMemory<byte> Padding = default);
