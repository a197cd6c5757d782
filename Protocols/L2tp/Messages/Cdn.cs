namespace Protocols.L2tp;

/// <summary>Call-Disconnect-Notify: the call is over; there is no answer to it (RFC 2661 §6.12).</summary>
public sealed record Cdn : ControlMessage
{
    /// <summary>The sender's own, so that it tells even where the header's session ID is 0 (§4.4.4). A foreign peer may send 0.</summary>
    public required ushort AssignedSessionId { get; init; }

    public required CdnResult ResultCode { get; init; }

    public GeneralError? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public Q931Cause? Q931Cause { get; init; }

    /// <summary>The first one, should a peer name a cause for each NCP (RFC 3145 §3.4).</summary>
    public PppDisconnectCause? PppDisconnectCause { get; init; }

    public override MessageType Type => MessageType.Cdn;

    internal static Cdn Read(AvpSet avps)
    {
        var result = ResultCodeValue.Read(avps.Octets(AvpType.ResultCode));
        return new()
        {
            AssignedSessionId = avps.UInt16(AvpType.AssignedSessionId),
            ResultCode = (CdnResult)result.ResultCode,
            ErrorCode = result.ErrorCode,
            ErrorMessage = result.ErrorMessage,
            Q931Cause = avps.Has(AvpType.Q931CauseCode) ? Q931Cause.Read(avps.Octets(AvpType.Q931CauseCode)) : null,
            PppDisconnectCause = avps.Has(AvpType.PppDisconnectCause)
                ? PppDisconnectCause.Read(avps.Octets(AvpType.PppDisconnectCause)) : null,
        };
    }

    internal override void Write(AvpList avps) => avps
        .Value(AvpType.ResultCode, new ResultCodeValue((ushort)ResultCode, ErrorCode, ErrorMessage).ToValue())
        .UInt16(AvpType.AssignedSessionId, AssignedSessionId)
        .Value(AvpType.Q931CauseCode, Q931Cause?.ToValue())
        .Value(AvpType.PppDisconnectCause, PppDisconnectCause?.ToValue());
}
