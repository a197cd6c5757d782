using System.Buffers.Binary;

namespace Protocols.Ppp.Control;

/// <summary>A packet of LCP, an NCP, PAP or CHAP: they share their header (RFC 1661 §5).</summary>
public readonly ref struct ControlPacket
{
    public const int HeaderLength = 4;

    private ControlPacket(byte code, byte identifier, ReadOnlySpan<byte> data)
    {
        Code = code;
        Identifier = identifier;
        Data = data;
    }

    public byte Code { get; }

    public byte Identifier { get; }

    public ReadOnlySpan<byte> Data { get; }

    //  +--------+------------+-----------------+--------
    //  |  Code  | Identifier |     Length      | Data ...
    //  +--------+------------+-----------------+--------
    /// <summary>Octets after Length are padding (RFC 1661 §5).</summary>
    /// <returns>false where Length is below 4 or more than there is: "silently discarded".</returns>
    public static bool TryParse(ReadOnlySpan<byte> information, out ControlPacket packet)
    {
        packet = default;
        if (information.Length < HeaderLength)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(information[2..]);
        if (length < HeaderLength || length > information.Length)
            return false;
        packet = new ControlPacket(information[0], information[1], information[HeaderLength..length]);
        return true;
    }

    public static byte[] Write(byte code, byte identifier, ReadOnlySpan<byte> data)
    {
        var packet = new byte[HeaderLength + data.Length];
        packet[0] = code;
        packet[1] = identifier;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), checked((ushort)packet.Length));
        data.CopyTo(packet.AsSpan(HeaderLength));
        return packet;
    }
}
