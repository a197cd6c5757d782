using System.Buffers.Binary;

namespace Entities.Destinations;

/// <summary>The little that a destination must know of a control message with tunnel id 0; all else is the tunnel's to judge.</summary>
/// <param name="AssignedTunnelId">0 when absent or hidden.</param>
/// <param name="Digest">Of the AVPs: the same for a retransmission, which may change in its header's Nr only (RFC 2661 §5.8).</param>
internal readonly record struct ControlPeek(ushort MessageType, ushort AssignedTunnelId, ulong? TieBreaker, ulong Digest)
{
    /// <summary>Some AVP is hidden, Assigned Tunnel ID perhaps (RFC 2661 §4.4.3 allows it): only the tunnel can read it.</summary>
    public bool HidesAvps { get; init; }

    public const ushort Sccrq = 1, StopCcn = 4;

    private const int HeaderLength = 12;
    private const int AvpHeaderLength = 6;

    // T, L, S and Ver; in a control message O and P are 0 (RFC 2661 §3.1)
    private const ushort FlagsMask = 0xCB0F, ControlFlags = 0xC802;

    private const ushort MessageTypeAvp = 0, TieBreakerAvp = 5, AssignedTunnelIdAvp = 9;

    /// <summary>Null for what is no control message with tunnel id 0 and a Message Type, or whose AVPs overrun it.</summary>
    public static ControlPeek? Read(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < HeaderLength || (BinaryPrimitives.ReadUInt16BigEndian(datagram) & FlagsMask) != ControlFlags)
            return null;
        var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if (length < HeaderLength + AvpHeaderLength + 2 || length > datagram.Length || BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]) != 0)
            return null;
        var avps = datagram[HeaderLength..length];
        var peek = new ControlPeek(0, 0, null, StableHash.Of(avps));
        for (var first = true; avps.Length > 0; first = false)
        {
            if (avps.Length < AvpHeaderLength)
                return null;
            var avpLength = BinaryPrimitives.ReadUInt16BigEndian(avps) & 0x3FF;
            if (avpLength < AvpHeaderLength || avpLength > avps.Length)
                return null;
            var type = Type(avps);
            // Message Type comes first (RFC 2661 §4.4.1)
            if (first && (type != MessageTypeAvp || avpLength != AvpHeaderLength + 2))
                return null;
            peek = peek.With(type, avps[AvpHeaderLength..avpLength]) with { HidesAvps = peek.HidesAvps || IsHidden(avps) };
            avps = avps[avpLength..];
        }
        return peek;
    }

    /// <summary>Attribute type, or null for another vendor's and for a hidden one (RFC 2661 §4.1).</summary>
    private static ushort? Type(ReadOnlySpan<byte> avp)
    {
        var vendor = BinaryPrimitives.ReadUInt16BigEndian(avp[2..]);
        return IsHidden(avp) || vendor != 0 ? null : BinaryPrimitives.ReadUInt16BigEndian(avp[4..]);
    }

    private static bool IsHidden(ReadOnlySpan<byte> avp) => (avp[0] & 0x40) != 0;

    private ControlPeek With(ushort? type, ReadOnlySpan<byte> value) => (type, value.Length) switch
    {
        (MessageTypeAvp, 2) => this with { MessageType = BinaryPrimitives.ReadUInt16BigEndian(value) },
        (TieBreakerAvp, 8) => this with { TieBreaker = BinaryPrimitives.ReadUInt64BigEndian(value) },
        (AssignedTunnelIdAvp, 2) => this with { AssignedTunnelId = BinaryPrimitives.ReadUInt16BigEndian(value) },
        _ => this,
    };
}
