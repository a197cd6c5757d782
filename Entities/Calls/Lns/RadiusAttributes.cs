using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>Adding attributes in clear; the gateway encrypts what has to be.</summary>
internal static class RadiusAttributes
{
    public static RepeatedField<RadiusAttribute> Text(this RepeatedField<RadiusAttribute> list, uint type, string value, uint vendor = 0) =>
        list.Octets(type, Encoding.UTF8.GetBytes(value), vendor);

    public static RepeatedField<RadiusAttribute> Number(this RepeatedField<RadiusAttribute> list, uint type, uint value, uint vendor = 0, uint tag = 0)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        list.Add(new RadiusAttribute { Type = type, Vendor = vendor, Tag = tag, Value = UnsafeByteOperations.UnsafeWrap(octets) });
        return list;
    }

    public static RepeatedField<RadiusAttribute> Octets(this RepeatedField<RadiusAttribute> list, uint type, ReadOnlySpan<byte> value, uint vendor = 0)
    {
        list.Add(new RadiusAttribute { Type = type, Vendor = vendor, Value = ByteString.CopyFrom(value) });
        return list;
    }

    /// <returns>The 32-bit value, or null where the attribute is absent or not four octets long.</returns>
    public static uint? Number(this IEnumerable<RadiusAttribute> list, uint type, uint vendor = 0) =>
        list.First(type, vendor) is { Value.Length: 4 } found ? BinaryPrimitives.ReadUInt32BigEndian(found.Value.Span) : null;

    public static RadiusAttribute? First(this IEnumerable<RadiusAttribute> list, uint type, uint vendor = 0) =>
        list.FirstOrDefault(a => a.Type == type && a.Vendor == vendor);
}
