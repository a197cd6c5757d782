using System.Buffers.Binary;
using System.Collections.Immutable;
using Protocols.Radius.Attributes;

namespace Protocols.Radius;

/// <summary>From octets to attributes, nothing decrypted and nothing verified.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
/// |     Code      |  Identifier   |            Length             |
/// |                 Authenticator (16 octets)                     |
/// |  Attributes: Type, Length (counts itself and Type), Value …   |
/// </code>
/// (RFC 2865 §3, §5)
/// </remarks>
public static class RadiusPacketParser
{
    public static RadiusReading Parse(ReadOnlySpan<byte> datagram)
    {
        if (Frame(datagram, out var length) is var fault and not RadiusFault.None)
            return RadiusReading.Malformed(fault);
        ReadOnlyMemory<byte> packet = datagram[..length].ToArray();
        var attributes = ImmutableArray.CreateBuilder<RadiusAttributeValue>();
        var rest = packet[RadiusLimits.HeaderLength..];
        while (!rest.IsEmpty)
        {
            if (!TryTake(ref rest, out var type, out var value))
                return RadiusReading.Malformed(RadiusFault.AttributeLength);
            if (AttributeReader.Read(type, value, attributes) is { } culprit)
                return RadiusReading.Malformed(RadiusFault.AttributeValue, culprit);
        }
        var authenticator = packet.Slice(RadiusLimits.AuthenticatorOffset, RadiusLimits.AuthenticatorLength);
        return RadiusReading.Of(new((RadiusCode)packet.Span[0], packet.Span[1], authenticator, attributes.DrainToImmutable()));
    }

    /// <summary>Checks the outer lengths; <paramref name="length"/> is the packet's, without padding.</summary>
    public static RadiusFault Frame(ReadOnlySpan<byte> datagram, out int length)
    {
        length = 0;
        if (datagram.Length < RadiusLimits.HeaderLength)
            return RadiusFault.TooShort;
        length = BinaryPrimitives.ReadUInt16BigEndian(datagram[RadiusLimits.LengthOffset..]);
        if (length is < RadiusLimits.HeaderLength or > RadiusLimits.MaximumPacketLength)
            return RadiusFault.LengthField;
        return datagram.Length < length ? RadiusFault.TooShort : RadiusFault.None;
    }

    internal static bool TryTake(ref ReadOnlyMemory<byte> rest, out byte type, out ReadOnlyMemory<byte> value)
    {
        (type, value) = (0, default);
        if (rest.Length < RadiusLimits.AttributeHeaderLength)
            return false;
        int length = rest.Span[1];
        if (length < RadiusLimits.AttributeHeaderLength || length > rest.Length)
            return false;
        type = rest.Span[0];
        value = rest[RadiusLimits.AttributeHeaderLength..length];
        rest = rest[length..];
        return true;
    }
}
