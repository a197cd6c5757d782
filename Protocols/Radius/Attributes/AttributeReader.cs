using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Protocols.Radius.Attributes;

/// <summary>One attribute of the wire to values: Vendor-Specific opened, tag taken off, size checked against the form.</summary>
internal static class AttributeReader
{
    /// <returns>The attribute whose value has an impossible size, or null when all is well.</returns>
    public static AttributeKey? Read(byte type, ReadOnlyMemory<byte> value, ImmutableArray<RadiusAttributeValue>.Builder into)
    {
        if (type == RadiusType.VendorSpecific)
            return ReadVendor(value, into);
        return ReadOne(type, value, into);
    }

    /// <summary>
    /// Octets of the Vendor-Id, then the vendor's attributes in the form that RFC 2865 §5.26 recommends. A vendor who uses another form is
    /// none that we know: the attribute stays whole, under number 26.
    /// </summary>
    private static AttributeKey? ReadVendor(ReadOnlyMemory<byte> value, ImmutableArray<RadiusAttributeValue>.Builder into)
    {
        var vendor = value.Length > RadiusLimits.VendorIdLength ? BinaryPrimitives.ReadUInt32BigEndian(value.Span) : 0;
        if (vendor == 0 || !HasRecommendedForm(value[RadiusLimits.VendorIdLength..]))
        {
            into.Add(RadiusAttributeValue.Octets(RadiusType.VendorSpecific, value));
            return null;
        }
        var rest = value[RadiusLimits.VendorIdLength..];
        while (RadiusPacketParser.TryTake(ref rest, out var type, out var inner))
            if (ReadOne(new(vendor, type), inner, into) is { } culprit)
                return culprit;
        return null;
    }

    private static bool HasRecommendedForm(ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty)
            if (!RadiusPacketParser.TryTake(ref rest, out _, out _))
                return false;
        return true;
    }

    private static AttributeKey? ReadOne(AttributeKey key, ReadOnlyMemory<byte> value, ImmutableArray<RadiusAttributeValue>.Builder into)
    {
        var definition = AttributeCatalog.Find(key);
        if (definition is null)
        {
            into.Add(RadiusAttributeValue.Octets(key, value));
            return null;
        }
        if (!FitsForm(definition.Form, value.Length))
            return key;
        var (tag, untagged) = definition.Tagged ? Untag(definition, value) : ((byte)0, value);
        into.Add(RadiusAttributeValue.Octets(key, untagged, tag));
        return null;
    }

    private static bool FitsForm(AttributeForm form, int length) => form switch
    {
        AttributeForm.Integer or AttributeForm.Address or AttributeForm.Time => length == 4,
        AttributeForm.Address6 => length == 16,
        _ => true,
    };

    /// <summary>
    /// RFC 2868 §3: an integer gives its first octet to the tag (§3.1); of a string a first octet above 0x1F is data (§3.3 and others);
    /// before a salt there is no doubt, its top bit is set (§3.5).
    /// </summary>
    private static (byte Tag, ReadOnlyMemory<byte> Value) Untag(AttributeDefinition definition, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
            return (0, value);
        var first = value.Span[0];
        var isTag = first <= AttributeTag.Maximum;
        if (definition.Form != AttributeForm.Integer)
            return isTag ? (first, value[1..]) : ((byte)0, value);
        var number = value.ToArray();
        number[0] = 0;
        return (isTag ? first : (byte)0, number);
    }
}

/// <summary>RFC 2868 §3: 0x01..0x1F group the attributes of one tunnel, 0 means none.</summary>
public static class AttributeTag
{
    public const byte Maximum = 0x1F;
}
