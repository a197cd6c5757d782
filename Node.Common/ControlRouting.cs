using Entities.Destinations;
using Google.Protobuf;
using Platform;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Node.Common;

/// <summary>
/// Control datagrams on their way to their entity: by the tunnel id in the header, or by the peer's address where it is 0
/// (architecture.md §4). A flood of invented ids finds no tunnel and leaves nothing behind.
/// </summary>
public static class ControlRouting
{
    public static void Route(IEntityHost host, UdpPort port, UdpPeer peer, ReadOnlySpan<byte> datagram)
    {
        // What can't be a control message is not worth an entity's time; version 1 is L2F, which shares the port (RFC 2661 §8.1).
        if (L2tpHeader.Parse(datagram, out var header) != HeaderParse.Parsed || !header.IsControl) return;
        var to = header.TunnelId == 0
            ? new DestinationKey(port.Local, peer.EndPoint).Entity
            : new TunnelKey(port.Local, header.TunnelId).Entity;
        host.Offer(to, new Datagram
        {
            Local = port.Local.ToMessage(),
            Peer = peer.EndPoint.ToMessage(),
            Payload = ByteString.CopyFrom(datagram),
        });
    }
}
