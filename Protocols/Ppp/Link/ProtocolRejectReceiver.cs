using System.Buffers.Binary;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Link;

/// <summary>The peer speaks a protocol of ours not at all (RFC 1661 §5.7).</summary>
internal static class ProtocolRejectReceiver
{
    public static void Receive(LinkTurn turn, ControlPacket packet)
    {
        // Only valid in Opened (§5.7).
        if (!turn.Link.Lcp.IsOpened)
            return;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(packet.Data, out var protocol))
        {
            turn.Malformed(PppProtocol.Lcp, "a Protocol-Reject without a protocol");
            return;
        }
        turn.Emit(new PppOutput.ProtocolRejected(protocol));
        switch (protocol)
        {
            case PppProtocol.Lcp:
                LcpLayer.Run(turn, turn.Link.Lcp.ProtocolRejected());
                break;
            case PppProtocol.Ipcp:
                IpcpLayer.Rejected(turn);
                break;
            case PppProtocol.Pap or PppProtocol.Chap when turn.Link.Phase == LinkPhase.Authenticate:
                LcpLayer.Fail(turn, new(
                    PppDisconnectCode.AuthenticationProtocolUnacceptable,
                    protocol,
                    PppDisconnectDirection.AtPeer,
                    $"the peer agreed on {PppProtocol.Name(protocol)} and rejects it"));
                break;
        }
    }
}
