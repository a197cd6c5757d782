using Protocols.Ppp.Control;
using Protocols.Ppp.Roles;

namespace Protocols.Ppp.Link;

/// <summary>Which packets count in which phase (RFC 1661 §3.4 to §3.7).</summary>
internal static class FrameDispatch
{
    public static void Receive(LinkTurn turn, ReadOnlySpan<byte> frame)
    {
        if (!FrameReader.TryReadProtocol(frame, out var protocol, out var information))
        {
            turn.Malformed(0, "no protocol");
            return;
        }
        switch (protocol)
        {
            case PppProtocol.Lcp:
                LcpLayer.Receive(turn, information);
                break;
            case PppProtocol.Pap when turn.Link.Lcp.IsOpened:
                PapReceiver.Receive(turn, information);
                break;
            case PppProtocol.Chap when turn.Link.Lcp.IsOpened:
                ChapReceiver.Receive(turn, information);
                break;
            case PppProtocol.Ipcp when turn.Link.Phase == LinkPhase.Network:
                IpcpLayer.Receive(turn, information);
                break;
            // Known, but out of its phase: silently discarded (§3.5, §3.6). Datagrams are for the data path.
            case PppProtocol.Pap or PppProtocol.Chap or PppProtocol.Ipcp or PppProtocol.Ip:
                break;
            default:
                Reject(turn, protocol, information);
                break;
        }
    }

    /// <summary>A protocol that we don't speak is said so once LCP and authentication are through (§5.7, §3.5).</summary>
    private static void Reject(LinkTurn turn, ushort protocol, ReadOnlySpan<byte> information)
    {
        if (turn.Link.Phase != LinkPhase.Network)
            return;
        // The rejected information is cut to fit the peer's MRU (§5.7).
        var room = Math.Max(0, turn.Link.PeerMru - ControlPacket.HeaderLength - sizeof(ushort));
        byte[] data = [(byte)(protocol >> 8), (byte)protocol, .. information[..Math.Min(information.Length, room)]];
        turn.Note($"{PppProtocol.Name(protocol)} refused with Protocol-Reject");
        turn.Send(PppProtocol.Lcp, ControlPacket.Write(ControlCode.ProtocolReject, turn.TakeLcpIdentifier(), data));
    }
}
