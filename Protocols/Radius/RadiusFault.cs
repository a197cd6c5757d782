using Protocols.Radius.Attributes;

namespace Protocols.Radius;

/// <summary>Why a datagram was not taken. All of them mean silent discard (RFC 2865 §3, §5), counted and logged.</summary>
public enum RadiusFault
{
    None = 0,

    /// <summary>Fewer than 20 octets, or fewer than the Length field says.</summary>
    TooShort,

    /// <summary>The Length field lies outside 20..4096.</summary>
    LengthField,

    /// <summary>An attribute is shorter than its header or runs past the end of the packet.</summary>
    AttributeLength,

    /// <summary>A value whose size its form does not allow, such as an integer of three octets.</summary>
    AttributeValue,

    /// <summary>A concealed value that does not decrypt to something whole.</summary>
    ConcealedValue,

    /// <summary>More than one Message-Authenticator (RFC 3579 §3.2).</summary>
    MessageAuthenticatorRepeated,

    MessageAuthenticatorMissing,

    /// <summary>The shared secrets differ, or somebody changed the packet.</summary>
    MessageAuthenticatorWrong,

    /// <summary>As <see cref="MessageAuthenticatorWrong"/>, seen in the Response or accounting Request Authenticator.</summary>
    AuthenticatorWrong,

    /// <summary>A code that is no answer to the request, or no request at all.</summary>
    UnexpectedCode,

    /// <summary>An answer whose Identifier is not the request's.</summary>
    UnexpectedIdentifier,
}

/// <summary>A packet, or the fault and where one attribute is to blame, which.</summary>
public readonly record struct RadiusReading(RadiusPacket? Packet, RadiusFault Fault, AttributeKey? Culprit = null)
{
    /// <summary>The other side does not know the secret that we know.</summary>
    public bool IsSecretMismatch => Fault is RadiusFault.MessageAuthenticatorWrong or RadiusFault.AuthenticatorWrong;

    public static RadiusReading Of(RadiusPacket packet) => new(packet, RadiusFault.None);

    public static RadiusReading Malformed(RadiusFault fault, AttributeKey? culprit = null) => new(null, fault, culprit);

    public override string ToString() => Culprit is { } key ? $"{Fault} in {AttributeCatalog.NameOf(key)}" : Fault.ToString();
}
