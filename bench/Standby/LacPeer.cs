using System.Net;
using Lab.Scene;
using Platform;
using Protocols.L2tp;

namespace Bench.Standby;

/// <summary>
/// A LAC made for the benchmark: protocol from Protocols, ten thousand lines that answer at once, no disk, so that what is measured is the LNS.
/// </summary>
internal sealed class LacPeer : IDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly UdpPort port;
    private readonly Func<string, LabSite> siteOf;
    private readonly ITimer ticks;
    private readonly List<PeerTunnel> tunnels = [];
    private readonly Dictionary<ushort, PeerTunnel> byLnsId = [];

    /// <param name="siteOf">By the number that is dialled.</param>
    public LacPeer(IPAddress address, Func<string, LabSite> siteOf)
    {
        this.siteOf = siteOf;
        port = UdpPort.Bind(new IPEndPoint(address, 1701));
        port.Start(Receive);
        ticks = TimeProvider.System.CreateTimer(_ => Each(tunnel => tunnel.Tick()), null, TickInterval, TickInterval);
    }

    public int Tunnels { get { lock (gate) return tunnels.Count; } }

    /// <summary>Calls whose PPP is up here.</summary>
    public int CallsUp { get { lock (gate) return tunnels.Sum(tunnel => tunnel.Calls.Count(call => call.IsUp)); } }

    /// <summary>Calls and tunnels that the LNS has ended: none of them is right here.</summary>
    public int Ended { get { lock (gate) return tunnels.Sum(tunnel => tunnel.Ended); } }

    /// <summary>Asks every tunnel for a sign of life.</summary>
    public void AskAll() => Each(tunnel => tunnel.Ask());

    /// <summary>When each tunnel answered; 0 for one that has not.</summary>
    public IReadOnlyList<long> Answers { get { lock (gate) return [.. tunnels.Select(tunnel => tunnel.Answered)]; } }

    public void Dispose()
    {
        ticks.Dispose();
        port.Dispose();
    }

    private void Each(Action<PeerTunnel> action)
    {
        lock (gate)
            tunnels.ForEach(action);
    }

    private void Receive(UdpPort from, UdpPeer peer, Span<byte> datagram)
    {
        if (L2tpHeader.Parse(datagram, out var header) != HeaderParse.Parsed)
            return;
        lock (gate)
        {
            if (!header.IsControl)
                Find(header.TunnelId)?.Data(header.SessionId, datagram.Slice(header.HeaderLength, header.PayloadLength));
            else if ((header.TunnelId == 0 ? Opened(peer, datagram[header.HeaderLength..]) : Find(header.TunnelId)) is { } tunnel)
                tunnel.Receive(header, datagram.Slice(header.HeaderLength, header.PayloadLength).ToArray());
        }
    }

    /// <summary>Ids are places in the list, from 1.</summary>
    private PeerTunnel? Find(ushort id) => id > 0 && id <= tunnels.Count ? tunnels[id - 1] : null;

    private PeerTunnel? Opened(UdpPeer lns, ReadOnlySpan<byte> body)
    {
        if (ControlMessageCodec.Parse(body.ToArray(), []) is not ControlMessageParse.Parsed { Message: Sccrq request })
            return null;
        if (!byLnsId.TryGetValue(request.AssignedTunnelId, out var tunnel))
        {
            tunnel = byLnsId[request.AssignedTunnelId] = new PeerTunnel((ushort)(tunnels.Count + 1), port, lns, siteOf);
            tunnels.Add(tunnel);
        }
        return tunnel;
    }
}
