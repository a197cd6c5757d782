using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Table;
using Protocols.Ip;
using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

public sealed class UpstreamTests : IDisposable
{
    private readonly ForwarderRig rig = new();
    private readonly byte[] packet = Packets.Echo(SiteHost, HomeHost, 1, [1, 2, 3]);

    [Theory]
    [InlineData("FF030021")]
    [InlineData("FF0321")]
    [InlineData("0021")]
    [InlineData("21")]
    public void PacketFromASiteGoesHomeInEveryPppFraming(string ppp)
    {
        rig.Install();
        rig.SendFromLac(Packets.Frame([.. Convert.FromHexString(ppp), .. packet]));
        rig.ReceiveAtHome().ShouldBe(packet);
    }

    [Theory]
    [InlineData("0002 1234 0567")]
    [InlineData("4002 002B 1234 0567")]
    [InlineData("0802 1234 0567 0000 0000")]
    [InlineData("4802 002F 1234 0567 0000 0000")]
    [InlineData("0202 1234 0567 0001 AA")]
    [InlineData("4202 002E 1234 0567 0001 AA")]
    [InlineData("0A02 1234 0567 0000 0000 0001 AA")]
    [InlineData("4A02 0032 1234 0567 0000 0000 0001 AA")]
    public void PacketFromASiteGoesHomeUnderEveryHeader(string header)
    {
        rig.Install();
        byte[] datagram = [.. Convert.FromHexString(header.Replace(" ", "", StringComparison.Ordinal)), 0xFF, 0x03, 0x00, 0x21, .. packet];
        rig.SendFromLac(datagram);
        rig.ReceiveAtHome().ShouldBe(packet);
    }

    [Fact]
    public void ReceiverNeverDropsBySequence()
    {
        rig.Install(entry => entry.Sequencing = true);
        foreach (var ns in new byte[] { 9, 3, 3, 200 })
        {
            rig.SendFromLac([0x08, 0x02, 0x12, 0x34, 0x05, 0x67, 0, ns, 0, 0, 0xFF, 0x03, 0x00, 0x21, .. packet]);
            rig.ReceiveAtHome().ShouldBe(packet);
        }
    }

    [Fact]
    public void PaddingBehindThePacketStaysBehind()
    {
        rig.Install();
        rig.SendFromLac(Packets.Data([.. packet, 0, 0, 0, 0]));
        rig.ReceiveAtHome().ShouldBe(packet);
        rig.ShouldCount(counters => counters.InputOctets, (ulong)packet.Length);
    }

    [Fact]
    public void PacketFromAForeignSourceIsDropped()
    {
        rig.Install();
        rig.SendFromLac(Packets.Data(Packets.Echo(Ipv4Address.Parse("10.10.2.1"), HomeHost, 1, [])));
        rig.NothingWentHome();
        rig.Forwarder.Drops[Drop.ForeignSource].ShouldBe(1);
    }

    [Fact]
    public void PacketBeforeTheNetworkIsUpIsDropped()
    {
        rig.Install(entry => entry.Sources.Clear());
        rig.SendFromLac(Packets.Data(packet));
        rig.SendFromLac(Packets.Frame([0x80, 0x21, 1]));
        Take(rig.Frames);
        rig.Forwarder.Drops[Drop.NetworkNotUp].ShouldBe(1);
    }

    [Fact]
    public void DatagramFromAnotherAddressIsDropped()
    {
        rig.Install();
        using var stranger = NewLac();
        stranger.SendTo(Packets.Data(packet), rig.Port.Local);
        rig.NothingWentHome();
        rig.Forwarder.Drops[Drop.WrongPeer].ShouldBe(1);
    }

    [Fact]
    public void MssOfASynIsClampedToThePeersMru()
    {
        rig.Install(entry => entry.PeerMru = 1400);
        rig.SendFromLac(Packets.Data(Packets.Syn(SiteHost, HomeHost, 1460)));
        var syn = rig.ReceiveAtHome();
        Packets.Mss(syn).ShouldBe((ushort)1360);
        Packets.TcpChecksum(syn).ShouldBe((ushort)0);
    }

    [Theory]
    [InlineData("FF03C0210101000400", "C0210101000400")]
    [InlineData("C0210101000400", "C0210101000400")]
    [InlineData("FF0380210101000400", "80210101000400")]
    [InlineData("FF03FD0102", "00FD0102")]
    [InlineData("0057" + "60", "005760")]
    public void OtherFramesGoToTheEntityWithAWholeProtocolField(string frame, string expected)
    {
        rig.Install();
        rig.SendFromLac(Packets.Frame(Convert.FromHexString(frame)));
        var (tunnel, handed) = Take(rig.Frames);
        tunnel.ShouldBe("tunnel-1");
        handed.SessionId.ShouldBe(LocalSession);
        Convert.ToHexString(handed.Frame.Span).ShouldBe(expected);
    }

    [Fact]
    public void FloodOfFramesIsBounded()
    {
        rig.Install();
        for (var n = 0; n < ForwardingSession.FramesPerSecond + 30; n++)
            rig.SendFromLac(Packets.Frame([0xC0, 0x21, 1]));
        rig.NothingWentHome();
        rig.Frames.Count.ShouldBe(ForwardingSession.FramesPerSecond);
        rig.Forwarder.Drops[Drop.FrameAboveRate].ShouldBe(30);

        // a new entry of the same call brings no new allowance; the next second does
        rig.Install();
        rig.SendFromLac(Packets.Frame([0xC0, 0x21, 1]));
        rig.NothingWentHome();
        rig.Frames.Count.ShouldBe(ForwardingSession.FramesPerSecond);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.SendFromLac(Packets.Frame([0xC0, 0x21, 1]));
        rig.NothingWentHome();
        rig.Frames.Count.ShouldBe(ForwardingSession.FramesPerSecond + 1);
    }

    [Fact]
    public void UnknownSessionIsReportedAFewTimesASecond()
    {
        rig.Install();
        for (var n = 0; n < 50; n++)
            rig.SendFromLac(Packets.Frame([0xFF, 0x03, 0x00, 0x21, .. packet], tunnel: 0x1234, session: 0x9999));
        rig.NothingWentHome();
        rig.Forwarder.Drops[Drop.UnknownSession].ShouldBe(50);
        rig.Unknown.Count.ShouldBe(10);
        var unknown = Take(rig.Unknown);
        unknown.TunnelId.ShouldBe((ushort)0x1234);
        unknown.SessionId.ShouldBe((ushort)0x9999);
        unknown.Peer.ShouldBe(rig.Lac.LocalEndPoint);
    }

    [Fact]
    public void ControlMessagesGoToTheirCallbackAsTheyAre()
    {
        byte[] hello = [0xC8, 0x02, 0x00, 0x0C, 0x12, 0x34, 0, 0, 0, 1, 0, 1];
        rig.SendFromLac(hello);
        var (peer, datagram) = Take(rig.Control);
        peer.ShouldBe(rig.Lac.LocalEndPoint);
        datagram.ShouldBe(hello);
    }

    [Fact]
    public void EveryTruncationAndCorruptionOfADatagramIsSurvived()
    {
        rig.Install();
        var datagram = Packets.Data(packet);
        for (var length = 0; length < datagram.Length; length++)
            rig.SendFromLac(datagram[..length]);
        for (var at = 0; at < datagram.Length; at++)
        {
            rig.SendFromLac([.. datagram[..at], (byte)~datagram[at], .. datagram[(at + 1)..]]);
            // a corruption of the ICMP payload is none of a router's business
            if (at >= 30)
                rig.ReceiveAtHome();
        }
        rig.NothingWentHome();
    }

    [Fact]
    public void VersionsThatAreNotOursAreCountedApart()
    {
        rig.Install();
        rig.SendFromLac([0x00, 0x01, 0, 0, 0, 0]);
        rig.SendFromLac([0x00, 0x03, 0, 0, 0, 0]);
        rig.SendFromLac([0x00, 0x02, 0]);
        rig.NothingWentHome();
        rig.Forwarder.Drops[Drop.UnknownVersion].ShouldBe(2);
        rig.Forwarder.Drops[Drop.MalformedHeader].ShouldBe(1);
    }

    public void Dispose()
    {
        rig.Faults.ShouldBeEmpty();
        rig.Dispose();
    }
}
