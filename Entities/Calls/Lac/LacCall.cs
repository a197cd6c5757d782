using Entities.Tunnels;
using Protocols.L2tp;
using Shared.Messages;

namespace Entities.Calls.Lac;

/// <summary>An outgoing call as the LAC sees it (RFC 2661 §7.5.1): a line that dials for an LNS.</summary>
public sealed record LacCall(LacCallRequested Requested) : Call((ushort)Requested.SessionId)
{
    public LacCallAnswered? Answered { get; init; }

    public LacCallConnected? Connected { get; init; }

    public override ushort PeerSessionId => (ushort)Requested.PeerSessionId;

    /// <summary>How the line pool knows this call.</summary>
    public string Name(TunnelState tunnel) => $"{tunnel.Key}/{SessionId}";

    public OutgoingCallLacState Phase => Connected is null ? OutgoingCallLacState.WaitCsAnswer : OutgoingCallLacState.Established;
}
