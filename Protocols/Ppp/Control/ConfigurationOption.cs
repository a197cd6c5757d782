using System.Buffers.Binary;

namespace Protocols.Ppp.Control;

/// <summary>A configuration option: type and data, without the length octet (RFC 1661 §6).</summary>
public readonly record struct ConfigurationOption(byte Type, ReadOnlyMemory<byte> Data)
{
    public const int HeaderLength = 2;

    public static ConfigurationOption Empty(byte type) => new(type, ReadOnlyMemory<byte>.Empty);

    public static ConfigurationOption OfUInt16(byte type, ushort value)
    {
        var data = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(data, value);
        return new ConfigurationOption(type, data);
    }

    public static ConfigurationOption OfUInt32(byte type, uint value)
    {
        var data = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(data, value);
        return new ConfigurationOption(type, data);
    }

    public bool TryGetUInt16(out ushort value) => BinaryPrimitives.TryReadUInt16BigEndian(Data.Span, out value) && Data.Length == 2;

    public bool TryGetUInt32(out uint value) => BinaryPrimitives.TryReadUInt32BigEndian(Data.Span, out value) && Data.Length == 4;
}
