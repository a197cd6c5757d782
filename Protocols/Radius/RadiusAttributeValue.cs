using System.Buffers.Binary;
using System.Net;
using System.Text;
using Protocols.Radius.Attributes;

namespace Protocols.Radius;

/// <summary>One attribute: what it is, which alternative it belongs to, what it says.</summary>
/// <param name="Type">The attribute's number, in the space of its vendor.</param>
/// <param name="Vendor">Private enterprise number; 0: a standard attribute.</param>
/// <param name="Tag">Group of a tagged attribute (RFC 2868 §3); 0: none.</param>
/// <param name="Value">Network order, without the tag; an integer is always four octets, also where its tag took one of them.</param>
public readonly record struct RadiusAttributeValue(byte Type, uint Vendor, byte Tag, ReadOnlyMemory<byte> Value)
{
    public AttributeKey Key => new(Vendor, Type);

    public static RadiusAttributeValue Octets(AttributeKey key, ReadOnlyMemory<byte> value, byte tag = 0) =>
        new(key.Type, key.Vendor, tag, value);

    public static RadiusAttributeValue Text(AttributeKey key, string text, byte tag = 0) => Octets(key, Encoding.UTF8.GetBytes(text), tag);

    public static RadiusAttributeValue Integer(AttributeKey key, uint number, byte tag = 0)
    {
        var value = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, number);
        return Octets(key, value, tag);
    }

    public static RadiusAttributeValue Address(AttributeKey key, IPAddress address) => Octets(key, address.GetAddressBytes());

    /// <summary>Never throws: octets that are no UTF-8 become replacement characters.</summary>
    public string AsText() => Encoding.UTF8.GetString(Value.Span);

    /// <returns>Null unless the value is one to four octets long.</returns>
    public uint? AsInteger()
    {
        if (Value.Length is 0 or > sizeof(uint))
            return null;
        var number = 0u;
        foreach (var octet in Value.Span)
            number = number << 8 | octet;
        return number;
    }

    /// <returns>Null unless the value is 4 or 16 octets long.</returns>
    public IPAddress? AsAddress() => Value.Length is 4 or 16 ? new IPAddress(Value.Span) : null;

    public bool Equals(RadiusAttributeValue other) =>
        Type == other.Type && Vendor == other.Vendor && Tag == other.Tag && Value.Span.SequenceEqual(other.Value.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Key);
        hash.Add(Tag);
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }

    /// <summary>For logs: a concealed attribute shows its name and nothing of its value.</summary>
    public override string ToString()
    {
        var definition = AttributeCatalog.Find(Key);
        var name = AttributeCatalog.NameOf(Key) + (Tag == 0 ? "" : $":{Tag}");
        if (definition is { IsSecret: true })
            return $"{name} = (secret)";
        return definition?.Form switch
        {
            AttributeForm.Text => $"{name} = \"{AsText()}\"",
            AttributeForm.Integer or AttributeForm.Time => $"{name} = {AsInteger()}",
            AttributeForm.Address or AttributeForm.Address6 => $"{name} = {AsAddress()}",
            _ => $"{name} = 0x{Convert.ToHexStringLower(Value.Span)}",
        };
    }
}
