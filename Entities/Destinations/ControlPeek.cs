using System.Buffers.Binary;
using Protocols.L2tp;

namespace Entities.Destinations;

/// <summary>
/// The little that a destination must know of a control message with tunnel id 0. All else is the tunnel's to judge, which may have
/// the secret that hidden AVPs need.
/// </summary>
/// <param name="AssignedTunnelId">0 when absent or hidden.</param>
/// <param name="Digest">Of the AVPs: the same for a retransmission, which may change in its header's Nr only (RFC 2661 §5.8).</param>
internal readonly record struct ControlPeek(MessageType MessageType, ushort AssignedTunnelId, ulong? TieBreaker, ulong Digest)
{
    /// <summary>Some AVP is hidden, Assigned Tunnel ID perhaps (RFC 2661 §4.4.3 allows it): only the tunnel can read it.</summary>
    public bool HidesAvps { get; init; }

    /// <summary>It is the sender's first message, and acknowledges one of ours: an answer to SCCRQ (RFC 2661 §5.8).</summary>
    public bool AnswersSccrq { get; init; }

    /// <summary>Tunnel Recovery, never hidden (RFC 4951 §5.2): the sender's id of the old tunnel, and ours. Null: an ordinary SCCRQ.</summary>
    public (ushort Theirs, ushort Ours)? Recovers { get; init; }

    /// <summary>Stands for an attribute that is hidden, and for one of another vendor; the RFC assigns neither number.</summary>
    private const AvpType Hidden = (AvpType)ushort.MaxValue, Foreign = (AvpType)(ushort.MaxValue - 1);

    /// <summary>M, H, four reserved bits and the length; vendor; attribute type (RFC 2661 §4.1).</summary>
    private const int AvpHeaderLength = 6;

    private const int HiddenBit = 0x4000, LengthMask = 0x03FF;

    /// <summary>Null for what is no control message with tunnel id 0 and a Message Type, or whose AVPs overrun it.</summary>
    public static ControlPeek? Read(ReadOnlySpan<byte> datagram)
    {
        if (L2tpHeader.Parse(datagram, out var header) != HeaderParse.Parsed || !header.IsControl || header.TunnelId != 0)
            return null;
        var avps = datagram.Slice(header.HeaderLength, header.PayloadLength);
        // Message Type comes first and is never hidden (RFC 2661 §4.4.1)
        if (Next(ref avps, out var value) != AvpType.MessageType || value.Length != 2)
            return null;
        var type = (MessageType)BinaryPrimitives.ReadUInt16BigEndian(value);
        var peek = new ControlPeek(type, 0, null, StableHash.Of(datagram.Slice(header.HeaderLength, header.PayloadLength)))
        {
            AnswersSccrq = header is { Ns: 0, Nr: 1 },
        };
        while (avps.Length > 0)
        {
            if (Next(ref avps, out value) is not { } attribute)
                return null;
            peek = peek.With(attribute, value);
        }
        return peek;
    }

    /// <summary>
    /// Cuts one AVP off. Null: it overruns what is left.
    /// </summary>
    private static AvpType? Next(ref ReadOnlySpan<byte> avps, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (avps.Length < AvpHeaderLength)
            return null;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(avps);
        var length = flags & LengthMask;
        if (length < AvpHeaderLength || length > avps.Length)
            return null;
        var vendor = BinaryPrimitives.ReadUInt16BigEndian(avps[2..]);
        var attribute = (flags & HiddenBit) != 0 ? Hidden : vendor != 0 ? Foreign : (AvpType)BinaryPrimitives.ReadUInt16BigEndian(avps[4..]);
        value = avps[AvpHeaderLength..length];
        avps = avps[length..];
        return attribute;
    }

    private ControlPeek With(AvpType attribute, ReadOnlySpan<byte> value) => (attribute, value.Length) switch
    {
        (Hidden, _) => this with { HidesAvps = true },
        (AvpType.TieBreaker, 8) => this with { TieBreaker = BinaryPrimitives.ReadUInt64BigEndian(value) },
        (AvpType.AssignedTunnelId, 2) => this with { AssignedTunnelId = BinaryPrimitives.ReadUInt16BigEndian(value) },
        (AvpType.TunnelRecovery, 10) => this with
        {
            Recovers = (BinaryPrimitives.ReadUInt16BigEndian(value[4..]), BinaryPrimitives.ReadUInt16BigEndian(value[8..])),
        },
        _ => this,
    };
}
