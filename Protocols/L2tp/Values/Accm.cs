using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>The two async control character maps, from the LAC's point of view; its defaults are all ones (RFC 2661 §4.4.6).</summary>
internal readonly record struct Accm(uint Send, uint Receive)
{
    // Two reserved octets before the maps.
    private const int FirstMap = 2;
    private const int ValueLength = FirstMap + (2 * sizeof(uint));

    public static Accm Read(ReadOnlySpan<byte> value) => new(
        BinaryPrimitives.ReadUInt32BigEndian(value[FirstMap..]),
        BinaryPrimitives.ReadUInt32BigEndian(value[(FirstMap + sizeof(uint))..]));

    public byte[] ToValue()
    {
        var value = new byte[ValueLength];
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(FirstMap), Send);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(FirstMap + sizeof(uint)), Receive);
        return value;
    }
}
