using System.Collections.Immutable;

namespace Protocols.Radius;

/// <param name="Authenticator">16 octets; of a request or of a response, as the code says.</param>
/// <param name="Attributes">In the order of the wire; vendor attributes are taken out of their Vendor-Specific.</param>
public sealed record RadiusPacket(
    RadiusCode Code,
    byte Identifier,
    ReadOnlyMemory<byte> Authenticator,
    ImmutableArray<RadiusAttributeValue> Attributes)
{
    public RadiusAttributeValue? First(byte type, uint vendor = 0) => Attributes.First(type, vendor);

    public string? FirstText(byte type, uint vendor = 0) => First(type, vendor)?.AsText();
}
