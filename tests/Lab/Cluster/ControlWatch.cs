using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using Lab.Silences;
using Lab.Topology;

namespace Lab.Cluster;

/// <summary>
/// Listens to what comes from the VIP, and knows for each tunnel the longest time without a control message. On a LAC's host: the LAC sends a
/// HELLO every few seconds, so a tunnel that lives is never silent for much longer. On the router: what one LNS node says.
/// </summary>
public sealed class ControlWatch : IDisposable
{
    /// <summary>ETH_P_IP in network order: what a packet socket is asked for (packet(7)).</summary>
    private const ProtocolType Ipv4Frames = (ProtocolType)0x0008;

    private const int ReadMs = 200;

    private const int EthernetHeader = 14;
    private const int SourceAddress = 6;
    private const int UdpHeader = 8;
    private const int UdpProtocol = 17;
    private const int L2tpPort = 1701;

    private readonly Socket socket;
    private readonly uint vip;
    private readonly byte[] speaker = [];
    private readonly ConcurrentDictionary<ushort, Silence> tunnels = [];
    private readonly Task listening;
    private volatile int messages;
    private volatile bool isStopping;

    public ControlWatch(ClusterTopology topology, LabHost lac)
        : this(topology.Of(lac), topology.Settings.Vip, [])
    {
    }

    private ControlWatch(NetworkNamespace place, IPAddress vip, byte[] speaker)
    {
        (this.vip, this.speaker) = (BinaryPrimitives.ReadUInt32BigEndian(vip.GetAddressBytes()), speaker);
        socket = place.Enter(() => new Socket(AddressFamily.Packet, SocketType.Raw, Ipv4Frames) { ReceiveTimeout = ReadMs });
        listening = Task.Factory.StartNew(Listen, TaskCreationOptions.LongRunning);
    }

    /// <summary>Control messages so far.</summary>
    public int Messages => messages;

    /// <summary>What this node alone says, as the router gets it.</summary>
    public static async Task<ControlWatch> Of(ClusterTopology topology, LabHost lns)
    {
        using var device = JsonDocument.Parse(await topology.Of(lns).IpJson("link", "show", "eth0"));
        var address = PhysicalAddress.Parse(device.RootElement[0].GetProperty("address").GetString());
        return new ControlWatch(topology.Router, topology.Settings.Vip, address.GetAddressBytes());
    }

    public void Begin()
    {
        foreach (var tunnel in tunnels.Values) tunnel.Begin();
    }

    /// <summary>Whether there is a tunnel that was not heard of for so long.</summary>
    public bool IsSilent(TimeSpan duration) => tunnels.Values.Any(tunnel => tunnel.SinceHeard() > duration);

    /// <summary>Whether no tunnel was heard of for so long.</summary>
    public bool IsQuiet(TimeSpan duration) => tunnels.Values.All(tunnel => tunnel.SinceHeard() > duration);

    /// <summary>By tunnel.</summary>
    public IReadOnlyList<TimeSpan> Gaps() => [.. tunnels.Values.Select(tunnel => tunnel.Longest())];

    /// <summary>Completes when so many tunnels have been heard of.</summary>
    public async Task WhenHeard(int count, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (tunnels.Count < count) await Task.Delay(20, timeout.Token);
    }

    public void Dispose()
    {
        // a read of a packet socket does not end when the socket is closed
        isStopping = true;
        listening.Wait();
        socket.Dispose();
    }

    private void Listen()
    {
        Span<byte> frame = stackalloc byte[2048];
        while (!isStopping)
            try
            {
                if (ControlTunnel(frame[..socket.Receive(frame)]) is not { } tunnel) continue;
                Interlocked.Increment(ref messages);
                tunnels.GetOrAdd(tunnel, _ => new Silence()).Heard();
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                // nothing came: time to look whether anybody still wants to know
            }
    }

    /// <returns>The tunnel of a control message from the VIP (RFC 2661 §3.1); null: anything else.</returns>
    private ushort? ControlTunnel(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetHeader + 20 || frame[EthernetHeader] >> 4 != 4) return null;
        if (speaker.Length > 0 && !frame[SourceAddress..EthernetHeader].StartsWith(speaker)) return null;
        var ip = frame[EthernetHeader..];
        var header = (ip[0] & 0x0f) * 4;
        if (ip[9] != UdpProtocol || BinaryPrimitives.ReadUInt32BigEndian(ip[12..]) != vip || ip.Length < header + UdpHeader + 8) return null;
        if (BinaryPrimitives.ReadUInt16BigEndian(ip[header..]) != L2tpPort) return null;
        var l2tp = ip[(header + UdpHeader)..];
        if ((l2tp[0] & 0xc8) != 0xc8) return null;
        // an SCCRQ has no tunnel yet (RFC 2661 §3.1), and what is in none can fall silent for good
        return BinaryPrimitives.ReadUInt16BigEndian(l2tp[4..]) is var tunnel and not 0 ? tunnel : null;
    }
}
