namespace Protocols.L2tp;

/// <summary>Stop-Control-Connection-Notification: ends the tunnel and all its sessions (RFC 2661 §6.4).</summary>
public sealed record StopCcn : ControlMessage
{
    /// <summary>
    /// The sender's own, so that it tells even where the header's tunnel ID is still 0 (§4.4.3). A foreign peer may send 0.
    /// </summary>
    public required ushort AssignedTunnelId { get; init; }

    public required StopCcnResult ResultCode { get; init; }

    /// <summary>With <see cref="StopCcnResult.VersionUnsupported"/> a version, not an error.</summary>
    public GeneralError? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public override MessageType Type => MessageType.StopCcn;

    internal static StopCcn Read(AvpSet avps)
    {
        var result = ResultCodeValue.Read(avps.Octets(AvpType.ResultCode));
        return new()
        {
            AssignedTunnelId = avps.UInt16(AvpType.AssignedTunnelId),
            ResultCode = (StopCcnResult)result.ResultCode,
            ErrorCode = result.ErrorCode,
            ErrorMessage = result.ErrorMessage,
        };
    }

    internal override void Write(AvpList avps) => avps
        .UInt16(AvpType.AssignedTunnelId, AssignedTunnelId)
        .Value(AvpType.ResultCode, new ResultCodeValue((ushort)ResultCode, ErrorCode, ErrorMessage).ToValue());
}
