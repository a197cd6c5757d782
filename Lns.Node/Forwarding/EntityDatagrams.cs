using Lns.Node.Forwarding.Wire;
using Platform;

namespace Lns.Node.Forwarding;

/// <summary>
/// Sends what entities have put together. PPP frames among it share the data sequence numbers of their session (RFC 2661 §5.4), and
/// those are kept here: their header is written anew.
/// </summary>
internal static class EntityDatagrams
{
    public static bool Send(Upstream upstream, SequencedSessions sequences, UdpPeer peer, ReadOnlySpan<byte> datagram)
    {
        if (DataHeader.IsControl(datagram) || DataHeader.Read(datagram, out var header) != DataHeaderFault.None
            || upstream.Sessions.FindSequenced(peer, header.TunnelId, header.SessionId) is not { } session)
            return upstream.Port.Send(datagram, peer);

        if (!sequences.TryNumber(session, out var ns)) return false;
        var frame = datagram[header.PayloadAt..header.End];
        var numbered = new byte[DataHeader.MaxWrittenOctets + frame.Length];
        DataHeader.WriteBefore(
            numbered.AsSpan(0, DataHeader.MaxWrittenOctets), header.TunnelId, header.SessionId, ns, header.Priority);
        frame.CopyTo(numbered.AsSpan(DataHeader.MaxWrittenOctets));
        return upstream.Port.Send(numbered, peer);
    }
}
