using System.Buffers.Binary;

namespace Protocols.Radius.Attributes;

/// <summary>One value to the wire: tag put on, Vendor-Specific wrapped around, one vendor attribute in each.</summary>
internal static class AttributeWriter
{
    /// <returns>Octets written, or null when the value is too long for its length field, of a wrong size, or the packet is full.</returns>
    public static int? Write(RadiusAttributeValue attribute, Span<byte> into)
    {
        Span<byte> body = stackalloc byte[RadiusLimits.MaximumAttributeValueLength];
        if (Tag(attribute, body) is not { } length)
            return null;
        body = body[..length];
        return attribute.Vendor == 0 ? WriteStandard(attribute.Type, body, into) : WriteVendor(attribute.Key, body, into);
    }

    private static int? WriteStandard(byte type, ReadOnlySpan<byte> body, Span<byte> into)
    {
        var length = RadiusLimits.AttributeHeaderLength + body.Length;
        if (into.Length < length)
            return null;
        into[0] = type;
        into[1] = (byte)length;
        body.CopyTo(into[RadiusLimits.AttributeHeaderLength..]);
        return length;
    }

    private static int? WriteVendor(AttributeKey key, ReadOnlySpan<byte> body, Span<byte> into)
    {
        const int Overhead = RadiusLimits.AttributeHeaderLength + RadiusLimits.VendorIdLength;
        if (body.Length > RadiusLimits.MaximumVendorValueLength || into.Length < Overhead)
            return null;
        if (WriteStandard(key.Type, body, into[Overhead..]) is not { } inner)
            return null;
        into[0] = RadiusType.VendorSpecific;
        into[1] = (byte)(Overhead + inner);
        BinaryPrimitives.WriteUInt32BigEndian(into[RadiusLimits.AttributeHeaderLength..], key.Vendor);
        return Overhead + inner;
    }

    private static int? Tag(RadiusAttributeValue attribute, Span<byte> into)
    {
        var value = attribute.Value.Span;
        var definition = AttributeCatalog.Find(attribute.Key);
        if (attribute.Tag > AttributeTag.Maximum)
            return null;
        if (definition is { Tagged: true, Form: AttributeForm.Integer })
            return TagInteger(attribute.Tag, value, into);
        if (!NeedsTagOctet(definition, attribute.Tag, value))
            return value.TryCopyTo(into) ? value.Length : null;
        into[0] = attribute.Tag;
        return value.TryCopyTo(into[1..]) ? value.Length + 1 : null;
    }

    /// <summary>The tag's octet and the 24 low bits (RFC 2868 §3.1).</summary>
    private static int? TagInteger(byte tag, ReadOnlySpan<byte> value, Span<byte> into)
    {
        if (value.Length != sizeof(uint) || value[0] != 0)
            return null;
        value.CopyTo(into);
        into[0] = tag;
        return sizeof(uint);
    }

    /// <summary>A string without a tag needs a zero octet only where its own first octet would be read as one.</summary>
    private static bool NeedsTagOctet(AttributeDefinition? definition, byte tag, ReadOnlySpan<byte> value)
    {
        if (definition is not { Tagged: true })
            return false;
        var startsLikeTag = !value.IsEmpty && value[0] <= AttributeTag.Maximum;
        return tag != 0 || startsLikeTag || definition.Concealment == Concealment.Salted;
    }
}
