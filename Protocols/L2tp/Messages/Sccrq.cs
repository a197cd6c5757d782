namespace Protocols.L2tp;

/// <summary>Start-Control-Connection-Request (RFC 2661 §6.1). Protocol version 1, revision 0 goes without saying.</summary>
public sealed record Sccrq : ControlMessage
{
    /// <summary>Names the peer, and so its secret and policy.</summary>
    public required string HostName { get; init; }

    public required FramingType FramingCapabilities { get; init; }

    /// <summary>Null or none: the sender places no outgoing calls (§4.4.3).</summary>
    public BearerType? BearerCapabilities { get; init; }

    public required ushort AssignedTunnelId { get; init; }

    /// <summary>Null means <see cref="ControlChannelSettings.DefaultPeerWindow"/>.</summary>
    public ushort? ReceiveWindowSize { get; init; }

    public ReadOnlyMemory<byte>? Challenge { get; init; }

    public ulong? TieBreaker { get; init; }

    public ushort? FirmwareRevision { get; init; }

    public string? VendorName { get; init; }

    /// <summary>PHB code (RFC 3308 §3.1, §6).</summary>
    public ushort? ControlConnectionDs { get; init; }

    public FailoverCapability? FailoverCapability { get; init; }

    /// <summary>Present: this is to be a recovery tunnel (RFC 4951 §3.2.1); who can't recover must refuse it.</summary>
    public TunnelRecovery? TunnelRecovery { get; init; }

    public override MessageType Type => MessageType.Sccrq;

    internal static Sccrq Read(AvpSet avps) => new()
    {
        HostName = avps.Text(AvpType.HostName),
        FramingCapabilities = (FramingType)avps.UInt32(AvpType.FramingCapabilities),
        BearerCapabilities = (BearerType?)avps.UInt32OrNull(AvpType.BearerCapabilities),
        AssignedTunnelId = avps.UInt16(AvpType.AssignedTunnelId),
        ReceiveWindowSize = avps.UInt16OrNull(AvpType.ReceiveWindowSize),
        Challenge = avps.OctetsOrNull(AvpType.Challenge),
        TieBreaker = avps.UInt64OrNull(AvpType.TieBreaker),
        FirmwareRevision = avps.UInt16OrNull(AvpType.FirmwareRevision),
        VendorName = avps.TextOrNull(AvpType.VendorName),
        ControlConnectionDs = avps.UInt16OrNull(AvpType.ControlConnectionDs),
        FailoverCapability = avps.Has(AvpType.FailoverCapability)
            ? FailoverCapability.Read(avps.Octets(AvpType.FailoverCapability)) : null,
        TunnelRecovery = avps.Has(AvpType.TunnelRecovery) ? TunnelRecovery.Read(avps.Octets(AvpType.TunnelRecovery)) : null,
    };

    internal override void Write(AvpList avps) => avps
        .UInt16(AvpType.ProtocolVersion, ProtocolVersion.Ours)
        .Text(AvpType.HostName, HostName)
        .UInt32(AvpType.FramingCapabilities, (uint)FramingCapabilities)
        .UInt16(AvpType.AssignedTunnelId, AssignedTunnelId)
        .UInt32(AvpType.BearerCapabilities, (uint?)BearerCapabilities)
        .UInt16(AvpType.ReceiveWindowSize, ReceiveWindowSize)
        .Octets(AvpType.Challenge, Challenge)
        .UInt64(AvpType.TieBreaker, TieBreaker)
        .UInt16(AvpType.FirmwareRevision, FirmwareRevision)
        .Text(AvpType.VendorName, VendorName)
        .UInt16(AvpType.ControlConnectionDs, ControlConnectionDs)
        .Value(AvpType.FailoverCapability, FailoverCapability?.ToValue())
        .Value(AvpType.TunnelRecovery, TunnelRecovery?.ToValue());
}
