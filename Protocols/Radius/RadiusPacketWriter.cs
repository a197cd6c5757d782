using System.Buffers.Binary;
using Protocols.Radius.Attributes;

namespace Protocols.Radius;

/// <summary>From attributes to octets, values taken as they are: concealment and authenticators come around it.</summary>
public static class RadiusPacketWriter
{
    /// <returns>Null where an attribute or the whole does not fit its length field.</returns>
    public static byte[]? Write(RadiusCode code, byte identifier, ReadOnlySpan<byte> authenticator, IEnumerable<RadiusAttributeValue> attributes)
    {
        var buffer = new byte[RadiusLimits.MaximumPacketLength];
        buffer[0] = (byte)code;
        buffer[1] = identifier;
        authenticator.CopyTo(buffer.AsSpan(RadiusLimits.AuthenticatorOffset, RadiusLimits.AuthenticatorLength));
        var length = RadiusLimits.HeaderLength;
        foreach (var attribute in attributes)
        {
            if (AttributeWriter.Write(attribute, buffer.AsSpan(length)) is not { } written)
                return null;
            length += written;
        }
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(RadiusLimits.LengthOffset), (ushort)length);
        return buffer[..length];
    }
}
