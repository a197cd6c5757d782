using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Shared.Messages;

namespace Entities.DialOut.Authorisation;

/// <summary>The attributes of one tag (RFC 2868 §3), with those of no tag standing in for what the group does not say.</summary>
internal sealed class AttributeGroup(IReadOnlyList<RadiusAttribute> attributes, uint tag)
{
    public ByteString? Bytes(uint type, uint vendor = 0) => (Find(type, vendor, tag) ?? Find(type, vendor, 0))?.Value;

    /// <summary>Null for an absent or empty one.</summary>
    public string? Text(uint type, uint vendor = 0) =>
        Bytes(type, vendor) is { Length: > 0 } value ? Encoding.UTF8.GetString(value.Span) : null;

    /// <summary>Up to 4 octets in network order. A tagged integer has 3; a fourth before them is the tag itself (RFC 2868 §3.1).</summary>
    public uint? Number(uint type, uint vendor = 0)
    {
        var found = Find(type, vendor, tag) ?? Find(type, vendor, 0);
        if (found is null || found.Value.Length is 0 or > 4)
            return null;
        Span<byte> wide = stackalloc byte[4];
        wide.Clear();
        found.Value.Span.CopyTo(wide[(4 - found.Value.Length)..]);
        var number = BinaryPrimitives.ReadUInt32BigEndian(wide);
        return found.Tag == 0 ? number : number & 0x00FFFFFF;
    }

    // the first of several counts: RFC 2868 allows one of each in a group
    private RadiusAttribute? Find(uint type, uint vendor, uint wantedTag)
    {
        foreach (var attribute in attributes)
            if (attribute.Type == type && attribute.Vendor == vendor && attribute.Tag == wantedTag)
                return attribute;
        return null;
    }
}
