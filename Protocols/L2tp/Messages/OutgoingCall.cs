namespace Protocols.L2tp;

/// <summary>Outgoing-Call-Request, LNS to LAC: place this call (RFC 2661 §6.9).</summary>
public sealed record Ocrq : ControlMessage
{
    public required ushort AssignedSessionId { get; init; }

    public required uint CallSerialNumber { get; init; }

    public required uint MinimumBps { get; init; }

    public required uint MaximumBps { get; init; }

    /// <summary>Only what the LAC's Bearer Capabilities named (§4.4.4); a foreign LNS may ask for none.</summary>
    public required BearerType Bearer { get; init; }

    /// <summary>Only what the LAC's Framing Capabilities named (§4.4.4).</summary>
    public required FramingType Framing { get; init; }

    public required string CalledNumber { get; init; }

    public string? SubAddress { get; init; }

    /// <summary>PHB code (RFC 3308 §4.1, §6).</summary>
    public ushort? SessionDs { get; init; }

    public override MessageType Type => MessageType.Ocrq;

    internal static Ocrq Read(AvpSet avps) => new()
    {
        AssignedSessionId = avps.UInt16(AvpType.AssignedSessionId),
        CallSerialNumber = avps.UInt32(AvpType.CallSerialNumber),
        MinimumBps = avps.UInt32(AvpType.MinimumBps),
        MaximumBps = avps.UInt32(AvpType.MaximumBps),
        Bearer = (BearerType)avps.UInt32(AvpType.BearerType),
        Framing = (FramingType)avps.UInt32(AvpType.FramingType),
        CalledNumber = avps.Text(AvpType.CalledNumber),
        SubAddress = avps.TextOrNull(AvpType.SubAddress),
        SessionDs = avps.UInt16OrNull(AvpType.SessionDs),
    };

    internal override void Write(AvpList avps) => avps
        .UInt16(AvpType.AssignedSessionId, AssignedSessionId)
        .UInt32(AvpType.CallSerialNumber, CallSerialNumber)
        .UInt32(AvpType.MinimumBps, MinimumBps)
        .UInt32(AvpType.MaximumBps, MaximumBps)
        .UInt32(AvpType.BearerType, (uint)Bearer)
        .UInt32(AvpType.FramingType, (uint)Framing)
        .Text(AvpType.CalledNumber, CalledNumber)
        .Text(AvpType.SubAddress, SubAddress)
        .UInt16(AvpType.SessionDs, SessionDs);
}

/// <summary>Outgoing-Call-Reply: the LAC has the facilities and will try; nobody has answered yet (RFC 2661 §6.10, §7.5).</summary>
public sealed record Ocrp : ControlMessage
{
    public required ushort AssignedSessionId { get; init; }

    /// <summary>The LAC's own numbering, for logs only.</summary>
    public uint? PhysicalChannelId { get; init; }

    /// <summary>PHB code (RFC 3308 §4.1, §6).</summary>
    public ushort? SessionDs { get; init; }

    public override MessageType Type => MessageType.Ocrp;

    internal static Ocrp Read(AvpSet avps) => new()
    {
        AssignedSessionId = avps.UInt16(AvpType.AssignedSessionId),
        PhysicalChannelId = avps.UInt32OrNull(AvpType.PhysicalChannelId),
        SessionDs = avps.UInt16OrNull(AvpType.SessionDs),
    };

    internal override void Write(AvpList avps) => avps
        .UInt16(AvpType.AssignedSessionId, AssignedSessionId)
        .UInt32(AvpType.PhysicalChannelId, PhysicalChannelId)
        .UInt16(AvpType.SessionDs, SessionDs);
}

/// <summary>Outgoing-Call-Connected (RFC 2661 §6.11).</summary>
public sealed record Occn : ControlMessage
{
    /// <summary>Bit/s from the LAC to the remote system; both ways where <see cref="RxConnectSpeed"/> is null.</summary>
    public required uint TxConnectSpeed { get; init; }

    public required FramingType Framing { get; init; }

    public uint? RxConnectSpeed { get; init; }

    /// <summary>Data messages of this session carry sequence numbers, always and both ways (§5.4).</summary>
    public bool SequencingRequired { get; init; }

    public override MessageType Type => MessageType.Occn;

    internal static Occn Read(AvpSet avps) => new()
    {
        TxConnectSpeed = avps.UInt32(AvpType.TxConnectSpeed),
        Framing = (FramingType)avps.UInt32(AvpType.FramingType),
        RxConnectSpeed = avps.UInt32OrNull(AvpType.RxConnectSpeed),
        SequencingRequired = avps.Has(AvpType.SequencingRequired),
    };

    internal override void Write(AvpList avps) => avps
        .UInt32(AvpType.TxConnectSpeed, TxConnectSpeed)
        .UInt32(AvpType.FramingType, (uint)Framing)
        .UInt32(AvpType.RxConnectSpeed, RxConnectSpeed)
        .Flag(AvpType.SequencingRequired, SequencingRequired);
}
