using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>Cuts the body of a control message into AVPs.</summary>
internal struct AvpReader(ReadOnlyMemory<byte> body)
{
    private ReadOnlyMemory<byte> rest = body;

    public AvpRead Next(out Avp avp)
    {
        avp = default;
        if (rest.IsEmpty)
            return AvpRead.End;
        var octets = rest.Span;
        if (octets.Length < Avp.HeaderLength)
            return AvpRead.LengthWrong;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(octets);
        var length = flags & Avp.LengthMask;
        if (length < Avp.HeaderLength || length > octets.Length)
            return AvpRead.LengthWrong;
        avp = new Avp(
            Mandatory: (flags & Avp.MandatoryBit) != 0,
            Hidden: (flags & Avp.HiddenBit) != 0,
            ReservedBits: (flags & Avp.ReservedMask) != 0,
            VendorId: BinaryPrimitives.ReadUInt16BigEndian(octets[2..]),
            Attribute: BinaryPrimitives.ReadUInt16BigEndian(octets[4..]),
            Value: rest[Avp.HeaderLength..length]);
        rest = rest[length..];
        return AvpRead.Read;
    }
}

internal enum AvpRead
{
    Read,
    End,

    /// <summary>The Length field points before its own header or past the message: nothing after it can be found.</summary>
    LengthWrong,
}
