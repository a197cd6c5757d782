namespace Protocols.L2tp;

/// <summary>Why a received message ends its session or tunnel: what the CDN or StopCCN has to say (RFC 2661 §4.4.2, §7.1).</summary>
/// <param name="Scope">Session: send a CDN; tunnel: send a StopCCN.</param>
/// <param name="Message">Null where not even the type could be read.</param>
/// <param name="ResultCode">A <see cref="StopCcnResult"/> or <see cref="CdnResult"/>, by scope; 2 is the general error of both.</param>
public sealed record ProtocolError(ControlScope Scope, MessageType? Message, ushort ResultCode, GeneralError ErrorCode, string Text)
{
    /// <summary>What the peer assigned in the refused message, if that much was legible: where a StopCCN has to go.</summary>
    public ushort? PeerTunnelId { get; init; }

    /// <summary>What the peer assigned in the refused message, if that much was legible: where a CDN has to go.</summary>
    public ushort? PeerSessionId { get; init; }
}
