namespace Protocols.L2tp;

/// <summary>Incoming-Call-Request, LAC to LNS (RFC 2661 §6.6).</summary>
public sealed record Icrq : ControlMessage
{
    public required ushort AssignedSessionId { get; init; }

    public required uint CallSerialNumber { get; init; }

    /// <summary>None is valid here: the call may have no physical link (§4.4.4).</summary>
    public BearerType? Bearer { get; init; }

    public uint? PhysicalChannelId { get; init; }

    public string? CallingNumber { get; init; }

    public string? CalledNumber { get; init; }

    public string? SubAddress { get; init; }

    /// <summary>PHB code (RFC 3308 §4.1, §6).</summary>
    public ushort? SessionDs { get; init; }

    public override MessageType Type => MessageType.Icrq;

    internal static Icrq Read(AvpSet avps) => new()
    {
        AssignedSessionId = avps.UInt16(AvpType.AssignedSessionId),
        CallSerialNumber = avps.UInt32(AvpType.CallSerialNumber),
        Bearer = (BearerType?)avps.UInt32OrNull(AvpType.BearerType),
        PhysicalChannelId = avps.UInt32OrNull(AvpType.PhysicalChannelId),
        CallingNumber = avps.TextOrNull(AvpType.CallingNumber),
        CalledNumber = avps.TextOrNull(AvpType.CalledNumber),
        SubAddress = avps.TextOrNull(AvpType.SubAddress),
        SessionDs = avps.UInt16OrNull(AvpType.SessionDs),
    };

    internal override void Write(AvpList avps) => avps
        .UInt16(AvpType.AssignedSessionId, AssignedSessionId)
        .UInt32(AvpType.CallSerialNumber, CallSerialNumber)
        .UInt32(AvpType.BearerType, (uint?)Bearer)
        .UInt32(AvpType.PhysicalChannelId, PhysicalChannelId)
        .Text(AvpType.CallingNumber, CallingNumber)
        .Text(AvpType.CalledNumber, CalledNumber)
        .Text(AvpType.SubAddress, SubAddress)
        .UInt16(AvpType.SessionDs, SessionDs);
}

/// <summary>Incoming-Call-Reply, LNS to LAC (RFC 2661 §6.7).</summary>
public sealed record Icrp : ControlMessage
{
    public required ushort AssignedSessionId { get; init; }

    /// <summary>PHB code (RFC 3308 §4.1, §6).</summary>
    public ushort? SessionDs { get; init; }

    public override MessageType Type => MessageType.Icrp;

    internal static Icrp Read(AvpSet avps) => new()
    {
        AssignedSessionId = avps.UInt16(AvpType.AssignedSessionId),
        SessionDs = avps.UInt16OrNull(AvpType.SessionDs),
    };

    internal override void Write(AvpList avps) => avps
        .UInt16(AvpType.AssignedSessionId, AssignedSessionId)
        .UInt16(AvpType.SessionDs, SessionDs);
}

/// <summary>
/// Incoming-Call-Connected, LAC to LNS, with what the LAC may have negotiated in the LNS's place (RFC 2661 §6.8, §4.4.5).
/// </summary>
public sealed record Iccn : ControlMessage
{
    /// <inheritdoc cref="Occn.TxConnectSpeed"/>
    public required uint TxConnectSpeed { get; init; }

    public required FramingType Framing { get; init; }

    /// <summary>Options of the first Configure-Request that the LAC received.</summary>
    public ReadOnlyMemory<byte>? InitialReceivedLcpConfReq { get; init; }

    public ReadOnlyMemory<byte>? LastSentLcpConfReq { get; init; }

    public ReadOnlyMemory<byte>? LastReceivedLcpConfReq { get; init; }

    public ProxyAuthenType? ProxyAuthenType { get; init; }

    public string? ProxyAuthenName { get; init; }

    public ReadOnlyMemory<byte>? ProxyAuthenChallenge { get; init; }

    /// <summary>PPP identifier; the upper octet is 0.</summary>
    public ushort? ProxyAuthenId { get; init; }

    /// <summary>With PAP the password in clear.</summary>
    public ReadOnlyMemory<byte>? ProxyAuthenResponse { get; init; }

    public ReadOnlyMemory<byte>? PrivateGroupId { get; init; }

    public uint? RxConnectSpeed { get; init; }

    /// <inheritdoc cref="Occn.SequencingRequired"/>
    public bool SequencingRequired { get; init; }

    public override MessageType Type => MessageType.Iccn;

    internal static Iccn Read(AvpSet avps) => new()
    {
        TxConnectSpeed = avps.UInt32(AvpType.TxConnectSpeed),
        Framing = (FramingType)avps.UInt32(AvpType.FramingType),
        InitialReceivedLcpConfReq = avps.OctetsOrNull(AvpType.InitialReceivedLcpConfReq),
        LastSentLcpConfReq = avps.OctetsOrNull(AvpType.LastSentLcpConfReq),
        LastReceivedLcpConfReq = avps.OctetsOrNull(AvpType.LastReceivedLcpConfReq),
        ProxyAuthenType = (ProxyAuthenType?)avps.UInt16OrNull(AvpType.ProxyAuthenType),
        ProxyAuthenName = avps.TextOrNull(AvpType.ProxyAuthenName),
        ProxyAuthenChallenge = avps.OctetsOrNull(AvpType.ProxyAuthenChallenge),
        ProxyAuthenId = avps.UInt16OrNull(AvpType.ProxyAuthenId),
        ProxyAuthenResponse = avps.OctetsOrNull(AvpType.ProxyAuthenResponse),
        PrivateGroupId = avps.OctetsOrNull(AvpType.PrivateGroupId),
        RxConnectSpeed = avps.UInt32OrNull(AvpType.RxConnectSpeed),
        SequencingRequired = avps.Has(AvpType.SequencingRequired),
    };

    internal override void Write(AvpList avps) => avps
        .UInt32(AvpType.TxConnectSpeed, TxConnectSpeed)
        .UInt32(AvpType.FramingType, (uint)Framing)
        .Octets(AvpType.InitialReceivedLcpConfReq, InitialReceivedLcpConfReq)
        .Octets(AvpType.LastSentLcpConfReq, LastSentLcpConfReq)
        .Octets(AvpType.LastReceivedLcpConfReq, LastReceivedLcpConfReq)
        .UInt16(AvpType.ProxyAuthenType, (ushort?)ProxyAuthenType)
        .Text(AvpType.ProxyAuthenName, ProxyAuthenName)
        .Octets(AvpType.ProxyAuthenChallenge, ProxyAuthenChallenge)
        .UInt16(AvpType.ProxyAuthenId, ProxyAuthenId)
        .Octets(AvpType.ProxyAuthenResponse, ProxyAuthenResponse)
        .Octets(AvpType.PrivateGroupId, PrivateGroupId)
        .UInt32(AvpType.RxConnectSpeed, RxConnectSpeed)
        .Flag(AvpType.SequencingRequired, SequencingRequired);
}
