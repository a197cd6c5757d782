using System.Net;
using Lac.Node.Lines;
using Lac.Node.Lines.Data;
using Node.Common;
using Platform;
using Protocols.L2tp;
using Shared.Messages.Entities;

namespace Lac.Node.Composition;

/// <summary>The LAC's UDP sockets: control goes to the entities, data to the lines and back.</summary>
internal sealed class L2tpPorts : IDatagramSender, IDisposable
{
    private readonly Dictionary<IPEndPoint, UdpPort> ports = [];

    /// <summary>Set before the sockets are opened.</summary>
    public IEntityHost Host { get; set; } = null!;

    /// <summary>Entities hear of nothing before they are recovered.</summary>
    public volatile bool IsRunning;

    public void Bind(IPEndPoint local, UdpTap? tap) => ports.Add(local, Tapped(UdpPort.Bind(local), tap));

    public void Start(LineFleet lines, Action<Exception> onFault)
    {
        foreach (var (local, port) in ports)
        {
            var downlink = lines.DownlinkOf(local);
            port.Start((from, peer, datagram) => Receive(downlink, from, peer, datagram), onFault);
        }
    }

    public void Send(SendDatagram send)
    {
        if (ports.GetValueOrDefault(send.Local) is { } port) port.Send(send.Payload.Span, port.Peer(send.Peer));
    }

    public IDatagramPath Open(IPEndPoint local, IPEndPoint peer) => new PortPath(ports[local], ports[local].Peer(peer));

    public void Dispose()
    {
        foreach (var port in ports.Values) port.Dispose();
    }

    private static UdpPort Tapped(UdpPort port, UdpTap? tap)
    {
        port.Tap = tap;
        return port;
    }

    private void Receive(Downlink downlink, UdpPort port, UdpPeer peer, Span<byte> datagram)
    {
        if (L2tpHeader.Parse(datagram, out var header) != HeaderParse.Parsed) return;
        if (!header.IsControl)
            downlink.Deliver(peer.EndPoint, header.TunnelId, header.SessionId, header.HasSequence ? header.Ns : null,
                datagram.Slice(header.HeaderLength, header.PayloadLength));
        else if (IsRunning)
            ControlRouting.Route(Host, port, peer, datagram);
    }

    private sealed class PortPath(UdpPort port, UdpPeer peer) : IDatagramPath
    {
        public void Send(ReadOnlySpan<byte> datagram) => port.Send(datagram, peer);
    }
}
