using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Counters;
using Platform;
using Protocols.Ip;
using Shared.Messages;

namespace Nodes.Tests.Forwarding;

/// <summary>A forwarder between a LAC, which is a UDP socket on loopback, and a home side on a Unix packet socket.</summary>
internal sealed class ForwarderRig : IDisposable
{
    public const string Router = "home";
    public const ushort LocalTunnel = 0x1234;
    public const ushort LocalSession = 0x0567;
    public const ushort PeerTunnel = 0x0A0B;
    public const ushort PeerSession = 0x0C0D;
    public const uint LocalMagic = 0xCAFEF00D;

    public static readonly Ipv4Address HomeHost = Ipv4Address.Parse("192.0.2.1");
    public static readonly Ipv4Address SiteHost = Ipv4Address.Parse("10.10.1.1");
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly UnixPacketDevice home;
    private readonly Thread homeReader;
    private readonly BlockingCollection<byte[]> atHome = [];
    private ushort markers;

    public ForwarderRig(int counterSlots = 64)
    {
        Folder = Directory.CreateTempSubdirectory("fwd").FullName;
        Counters = CounterFile.Open(Path.Combine(Folder, "counters"), counterSlots);
        Port = UdpPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Forwarder = new Forwarder(
            new ForwarderCallbacks
            {
                Control = (_, peer, datagram) => Control.Add((peer.EndPoint, datagram.ToArray())),
                Frame = (tunnel, frame) => Frames.Add((tunnel, frame)),
                ReserveSequence = (tunnel, reserve) => Reservations.Add((tunnel, reserve)),
                Trigger = Triggers.Add,
                Unknown = Unknown.Add,
                Fault = Faults.Add,
            },
            Counters, Time);
        Forwarder.AddVirtualRouter(Router, UnixPacketDevice.Bind(Path.Combine(Folder, "home.sock"), Path.Combine(Folder, "lab.sock")));
        Forwarder.AddPort(Port);
        Lac = NewLac();
        home = UnixPacketDevice.Bind(Path.Combine(Folder, "lab.sock"), Path.Combine(Folder, "home.sock"));
        homeReader = new Thread(ReadHome) { IsBackground = true };
        homeReader.Start();
    }

    public string Folder { get; }

    public ManualTime Time { get; } = new();

    public CounterFile Counters { get; }

    public UdpPort Port { get; }

    public Forwarder Forwarder { get; }

    public Socket Lac { get; }

    public BlockingCollection<(IPEndPoint Peer, byte[] Datagram)> Control { get; } = [];

    public BlockingCollection<(string Tunnel, PppFrame Frame)> Frames { get; } = [];

    public BlockingCollection<(string Tunnel, ReserveSequence Reserve)> Reservations { get; } = [];

    public BlockingCollection<TriggerEvent> Triggers { get; } = [];

    public BlockingCollection<UnknownSession> Unknown { get; } = [];

    public BlockingCollection<Exception> Faults { get; } = [];

    public ForwardingKey Key => new() { Local = Of(Port.Local), LocalTunnelId = LocalTunnel, LocalSessionId = LocalSession };

    /// <summary>An entry of a call that is up: its site is 10.10.1.0/24.</summary>
    public ForwardingEntry Entry() => new()
    {
        VirtualRouter = Router,
        Local = Of(Port.Local),
        Peer = Of((IPEndPoint)Lac.LocalEndPoint!),
        LocalTunnelId = LocalTunnel,
        LocalSessionId = LocalSession,
        PeerTunnelId = PeerTunnel,
        PeerSessionId = PeerSession,
        TunnelKey = "tunnel-1",
        PeerMru = 1500,
        LocalMagic = LocalMagic,
        LcpOpened = true,
        AccessRoutes = { Of("10.10.1.0/24") },
        Sources = { Of("10.10.1.0/24") },
    };

    public void Install(Action<ForwardingEntry>? change = null)
    {
        var entry = Entry();
        change?.Invoke(entry);
        Forwarder.Install(entry).ShouldBe(InstallOutcome.Installed);
    }

    /// <summary>The socket's queue is short: on a busy machine a write can find it full for longer than the device waits.</summary>
    public void SendFromHome(byte[] packet) => SpinWait.SpinUntil(() => home.Write(packet), Patience).ShouldBeTrue();

    /// <summary>A packet is counted after it was handed on: whoever has received it may be a moment early.</summary>
    public void ShouldCount(Func<TrafficCounters, ulong> counter, ulong expected)
    {
        SpinWait.SpinUntil(() => counter(Forwarder.Read(Key)!) >= expected, Patience);
        counter(Forwarder.Read(Key)!).ShouldBe(expected);
    }

    public void SendFromLac(byte[] datagram) => Lac.SendTo(datagram, Port.Local);

    public byte[] ReceiveAtLac()
    {
        var buffer = new byte[65535];
        return buffer[..Lac.Receive(buffer)];
    }

    public byte[] ReceiveAtHome() => Take(atHome);

    /// <summary>Shows that all which the LAC sent so far has been dealt with, and that nothing of it went home.</summary>
    public void NothingWentHome()
    {
        var marker = Packets.Echo(SiteHost, HomeHost, ++markers, [0xEE]);
        SendFromLac(Packets.Data(marker));
        ReceiveAtHome().ShouldBe(marker);
    }

    /// <summary>Shows that all which the home side sent so far has been dealt with, and that nothing of it went to the LAC.</summary>
    public void NothingWentToTheLac()
    {
        SendFromHome(Packets.Echo(HomeHost, SiteHost, ++markers, [0xDD]));
        ReceiveAtLac()[^1].ShouldBe((byte)0xDD);
    }

    public static T Take<T>(BlockingCollection<T> from) =>
        from.TryTake(out var item, Patience) ? item : throw new TimeoutException($"no {typeof(T).Name} came");

    public static Socket NewLac()
    {
        var lac = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        lac.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return lac;
    }

    public static Endpoint Of(IPEndPoint endPoint) =>
        new() { Address = ByteString.CopyFrom(endPoint.Address.GetAddressBytes()), Port = (uint)endPoint.Port };

    public static Prefix Of(string prefix)
    {
        var parsed = Ipv4Prefix.Parse(prefix);
        return new Prefix { Address = ByteString.CopyFrom(parsed.Network.ToIPAddress().GetAddressBytes()), Length = parsed.Length };
    }

    public void Dispose()
    {
        Forwarder.Dispose();
        Lac.Dispose();
        home.Stop();
        homeReader.Join();
        home.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void ReadHome()
    {
        var buffer = new byte[65535];
        while (home.Read(buffer) is > 0 and var octets)
            atHome.Add(buffer[..octets]);
    }
}
