using System.Net;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Counters;
using Platform;
using Protocols.Ip;
using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

/// <summary>No packet may cost an object: a collection would stop every thread of the data path.</summary>
public sealed class AllocationTests : IDisposable
{
    private const int WarmUp = 300;
    private const int Packet = 1_000;

    private readonly ForwarderRig rig = new();

    [Theory]
    [InlineData(64, false)]
    [InlineData(64, true)]
    [InlineData(1400, false)]
    [InlineData(3000, false)]
    public void DownstreamAllocatesNothing(int dataOctets, bool sequencing)
    {
        rig.Install(entry => entry.Sequencing = sequencing);
        var packet = Packets.Echo(HomeHost, SiteHost, 1, new byte[dataOctets]);
        Measure(() => rig.Forwarder.Forward(Router, packet)).ShouldBe(0);
    }

    [Fact]
    public void SynWhoseMssIsClampedAllocatesNothing()
    {
        rig.Install(entry => entry.PeerMru = 1400);
        var packet = Packets.Syn(HomeHost, SiteHost, 1460);
        Measure(() => rig.Forwarder.Forward(Router, packet)).ShouldBe(0);
    }

    [Fact]
    public void UpstreamThreadAllocatesNothing()
    {
        var device = new MeteredDevice([]);
        using var port = UdpPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var forwarder = NewForwarder(device, port);
        var datagram = Packets.Data(Packets.Echo(SiteHost, HomeHost, 1, new byte[64]));
        for (var n = 0; n < WarmUp + Packet; n++)
        {
            rig.Lac.SendTo(datagram, port.Local);
            device.Written.Wait(Patience).ShouldBeTrue();
        }
        device.AllocatedByWriter.ShouldBe(0);
    }

    [Fact]
    public void DownstreamThreadAllocatesNothing()
    {
        var device = new MeteredDevice(Packets.Echo(HomeHost, SiteHost, 1, new byte[64]));
        using var port = UdpPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var forwarder = NewForwarder(device, port);
        device.LetRead();
        device.Done.Wait(Patience).ShouldBeTrue();
        device.AllocatedByReader.ShouldBe(0);
        rig.ReceiveAtLac();
    }

    [Fact]
    public void EchoAnswerAllocatesNothing()
    {
        rig.Install();
        var (clock, drops) = (new CoarseClock(rig.Time), new DropCounters());
        var upstream = new Upstream(rig.Port, Callbacks, clock, drops, new SequencedSessions(Callbacks, clock, drops));
        var session = rig.Entry();
        rig.Forwarder.Install(session).ShouldBe(InstallOutcome.Installed);
        var peer = rig.Port.Peer((IPEndPoint)rig.Lac.LocalEndPoint!);
        upstream.Sessions.Put(SessionOf(peer));
        var echo = Packets.Frame(Convert.FromHexString("C0210905000A112233446869"));
        Measure(() => upstream.Receive(rig.Port, peer, echo)).ShouldBe(0);
    }

    public void Dispose() => rig.Dispose();

    private static ForwarderCallbacks Callbacks { get; } = new() { Control = (_, _, _) => { }, Frame = (_, _) => { }, Trigger = _ => { } };

    private static long Measure(Action step)
    {
        for (var n = 0; n < WarmUp; n++)
            step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < Packet; n++)
            step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private Forwarder NewForwarder(IPacketDevice device, UdpPort port)
    {
        var forwarder = new Forwarder(Callbacks, CounterFile.Open(Path.Combine(rig.Folder, "metered"), 4), rig.Time);
        forwarder.AddVirtualRouter(Router, device);
        forwarder.AddPort(port);
        var entry = rig.Entry();
        entry.Local = Of(port.Local);
        forwarder.Install(entry).ShouldBe(InstallOutcome.Installed);
        return forwarder;
    }

    private Lns.Node.Forwarding.Table.ForwardingSession SessionOf(UdpPeer peer) => new()
    {
        Router = null!,
        Port = rig.Port,
        Peer = peer,
        LocalTunnelId = LocalTunnel,
        LocalSessionId = LocalSession,
        PeerTunnelId = PeerTunnel,
        PeerSessionId = PeerSession,
        TunnelKey = "",
        AccessRoutes = [],
        Sources = [],
        PeerMru = 1500,
        LocalMagic = LocalMagic,
        Sequencing = true,
        LcpOpened = true,
        Traffic = SessionTraffic.Unsaved(),
        Frames = new RateLimit(1),
    };

    /// <summary>Gives the same packet over and over, and notes what the threads that use it have allocated.</summary>
    private sealed class MeteredDevice(byte[] packet) : IPacketDevice
    {
        private readonly ManualResetEventSlim mayRead = new();
        private readonly ManualResetEventSlim stopped = new();
        private int reads;
        private int writes;
        private long readerStart;
        private long writerStart;

        public string Name => "metered";

        public SemaphoreSlim Written { get; } = new(0);

        public ManualResetEventSlim Done { get; } = new();

        public long AllocatedByReader { get; private set; } = -1;

        public long AllocatedByWriter { get; private set; } = -1;

        public void LetRead() => mayRead.Set();

        public int Read(Span<byte> buffer)
        {
            if (packet.Length == 0)
                stopped.Wait();
            mayRead.Wait();
            reads++;
            if (reads == WarmUp)
                readerStart = GC.GetAllocatedBytesForCurrentThread();
            if (reads == WarmUp + Packet)
            {
                AllocatedByReader = GC.GetAllocatedBytesForCurrentThread() - readerStart;
                Done.Set();
                stopped.Wait();
            }
            packet.CopyTo(buffer);
            return packet.Length;
        }

        public bool Write(ReadOnlySpan<byte> octets)
        {
            writes++;
            if (writes == WarmUp)
                writerStart = GC.GetAllocatedBytesForCurrentThread();
            if (writes == WarmUp + Packet)
                AllocatedByWriter = GC.GetAllocatedBytesForCurrentThread() - writerStart;
            Written.Release();
            return true;
        }

        public void Stop()
        {
            mayRead.Set();
            stopped.Set();
        }

        public void Dispose()
        {
        }
    }
}
