namespace Protocols.L2tp;

/// <summary>Start-Control-Connection-Reply (RFC 2661 §6.2).</summary>
public sealed record Sccrp : ControlMessage
{
    public required string HostName { get; init; }

    public required FramingType FramingCapabilities { get; init; }

    /// <summary>Null or none: the sender places no outgoing calls, or forgot to say so, as some do (§4.4.3, §6.9).</summary>
    public BearerType? BearerCapabilities { get; init; }

    public required ushort AssignedTunnelId { get; init; }

    /// <summary>Null means <see cref="ControlChannelSettings.DefaultPeerWindow"/>.</summary>
    public ushort? ReceiveWindowSize { get; init; }

    public ReadOnlyMemory<byte>? Challenge { get; init; }

    /// <summary>Owed if the SCCRQ carried a challenge (§4.4.3); see <see cref="TunnelAuthentication"/>.</summary>
    public ReadOnlyMemory<byte>? ChallengeResponse { get; init; }

    public ushort? FirmwareRevision { get; init; }

    public string? VendorName { get; init; }

    /// <summary>PHB code (RFC 3308 §3.1, §6).</summary>
    public ushort? ControlConnectionDs { get; init; }

    public FailoverCapability? FailoverCapability { get; init; }

    /// <summary>Recovery tunnels only (RFC 4951 §5.3).</summary>
    public SuggestedControlSequence? SuggestedControlSequence { get; init; }

    public override MessageType Type => MessageType.Sccrp;

    internal static Sccrp Read(AvpSet avps) => new()
    {
        HostName = avps.Text(AvpType.HostName),
        FramingCapabilities = (FramingType)avps.UInt32(AvpType.FramingCapabilities),
        BearerCapabilities = (BearerType?)avps.UInt32OrNull(AvpType.BearerCapabilities),
        AssignedTunnelId = avps.UInt16(AvpType.AssignedTunnelId),
        ReceiveWindowSize = avps.UInt16OrNull(AvpType.ReceiveWindowSize),
        Challenge = avps.OctetsOrNull(AvpType.Challenge),
        ChallengeResponse = avps.OctetsOrNull(AvpType.ChallengeResponse),
        FirmwareRevision = avps.UInt16OrNull(AvpType.FirmwareRevision),
        VendorName = avps.TextOrNull(AvpType.VendorName),
        ControlConnectionDs = avps.UInt16OrNull(AvpType.ControlConnectionDs),
        FailoverCapability = avps.Has(AvpType.FailoverCapability)
            ? FailoverCapability.Read(avps.Octets(AvpType.FailoverCapability)) : null,
        SuggestedControlSequence = avps.Has(AvpType.SuggestedControlSequence)
            ? SuggestedControlSequence.Read(avps.Octets(AvpType.SuggestedControlSequence)) : null,
    };

    internal override void Write(AvpList avps) => avps
        .UInt16(AvpType.ProtocolVersion, ProtocolVersion.Ours)
        .UInt32(AvpType.FramingCapabilities, (uint)FramingCapabilities)
        .Text(AvpType.HostName, HostName)
        .UInt16(AvpType.AssignedTunnelId, AssignedTunnelId)
        .UInt32(AvpType.BearerCapabilities, (uint?)BearerCapabilities)
        .UInt16(AvpType.FirmwareRevision, FirmwareRevision)
        .Text(AvpType.VendorName, VendorName)
        .UInt16(AvpType.ReceiveWindowSize, ReceiveWindowSize)
        .Octets(AvpType.Challenge, Challenge)
        .Octets(AvpType.ChallengeResponse, ChallengeResponse)
        .UInt16(AvpType.ControlConnectionDs, ControlConnectionDs)
        .Value(AvpType.FailoverCapability, FailoverCapability?.ToValue())
        .Value(AvpType.SuggestedControlSequence, SuggestedControlSequence?.ToValue());
}
