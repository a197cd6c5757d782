using System.Buffers.Binary;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Wire;
using Protocols.Ip;
using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

public sealed class DownstreamTests : IDisposable
{
    private const int HeaderOctets = 10;

    private readonly ForwarderRig rig = new();

    [Fact]
    public void PacketForASiteGoesIntoItsSession()
    {
        rig.Install();
        var packet = Packets.Echo(HomeHost, SiteHost, 1, [1, 2, 3]);
        rig.SendFromHome(packet);

        byte[] expected = [0x00, 0x02, 0x0A, 0x0B, 0x0C, 0x0D, 0xFF, 0x03, 0x00, 0x21, .. Packets.OneHopLater(packet)];
        rig.ReceiveAtLac().ShouldBe(expected);
    }

    [Fact]
    public void Rfc2661_5_4_SequencedSessionNumbersItsPacketsFromZeroAndGoesOnAfterReinstall()
    {
        rig.Install(entry => entry.Sequencing = true);
        ushort?[] numbers = [NextNs(), NextNs()];
        rig.Install(entry => entry.Sequencing = true);
        numbers = [.. numbers, NextNs()];
        numbers.ShouldBe([(ushort)0, (ushort)1, (ushort)2]);

        rig.Install(entry => entry.Sequencing = false);
        NextNs().ShouldBeNull();
        rig.Install(entry => entry.Sequencing = true);
        NextNs().ShouldBe((ushort)3);
    }

    [Fact]
    public void Rfc4951_3_2_3_ARecoveredSessionNumbersItsPacketsFromZeroAgain()
    {
        rig.Install(entry => entry.Sequencing = true);
        (NextNs(), NextNs()).ShouldBe(((ushort?)0, (ushort?)1));
        rig.Install(entry => entry.Sequencing = entry.RestartSequence = true);
        (NextNs(), NextNs()).ShouldBe(((ushort?)0, (ushort?)1));
        rig.Install(entry => entry.Sequencing = true);
        NextNs().ShouldBe((ushort)2);
    }

    [Fact]
    public void MssOfASynIsClampedToThePeersMru()
    {
        rig.Install(entry => entry.PeerMru = 1400);
        rig.SendFromHome(Packets.Syn(HomeHost, SiteHost, 1460));
        var packet = rig.ReceiveAtLac()[HeaderOctets..];
        Packets.Mss(packet).ShouldBe((ushort)1360);
        Packets.TcpChecksum(packet).ShouldBe((ushort)0);
    }

    [Fact]
    public void Rfc1191_4_PacketBeyondTheMruWithDfIsAnsweredByIcmp()
    {
        rig.Install(entry => entry.PeerMru = 576);
        var packet = Packets.Echo(HomeHost, SiteHost, 1, new byte[600], dontFragment: true);
        rig.SendFromHome(packet);

        var error = rig.ReceiveAtHome();
        (error[20], error[21]).ShouldBe((Icmp.DestinationUnreachable, Icmp.FragmentationNeeded));
        BinaryPrimitives.ReadUInt16BigEndian(error.AsSpan(26)).ShouldBe((ushort)576);
        error[28..56].ShouldBe(packet[..28]);
        Ipv4Header.Read(error, out var header).ShouldBe(Ipv4Fault.None);
        header.Destination.ShouldBe(HomeHost);
        rig.Forwarder.Drops[Drop.TooBig].ShouldBe(1);
    }

    [Fact]
    public void PacketAsLongAsTheMruPasses()
    {
        rig.Install(entry => entry.PeerMru = 576);
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, new byte[576 - 28], dontFragment: true));
        rig.ReceiveAtLac().Length.ShouldBe(HeaderOctets + 576);
    }

    [Fact]
    public void PacketBeyondTheMruWithoutDfIsFragmented()
    {
        rig.Install(entry => entry.PeerMru = 576);
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, new byte[1000]));
        var fragments = new[] { rig.ReceiveAtLac()[HeaderOctets..], rig.ReceiveAtLac()[HeaderOctets..] };

        fragments.Select(f => f.Length).ShouldBe([572, 20 + 1008 - 552]);
        foreach (var fragment in fragments)
        {
            Ipv4Header.Read(fragment, out var header).ShouldBe(Ipv4Fault.None);
            header.TimeToLive.ShouldBe((byte)63);
        }
        rig.ShouldCount(counters => counters.OutputPackets, 2);
    }

    [Fact]
    public void MruZeroMeansTheDefaultOf1500()
    {
        rig.Install(entry => entry.PeerMru = 0);
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, new byte[1472], dontFragment: true));
        rig.ReceiveAtLac().Length.ShouldBe(HeaderOctets + 1500);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Rfc1812_5_3_1_LastHopIsAnsweredByIcmp(byte timeToLive)
    {
        rig.Install();
        var packet = Packets.Echo(HomeHost, SiteHost, 1, []);
        Ipv4Header.Write(packet, 8, IpProtocol.Icmp, HomeHost, SiteHost, timeToLive: timeToLive);
        rig.SendFromHome(packet);
        rig.ReceiveAtHome()[20].ShouldBe(Icmp.TimeExceeded);
        rig.Forwarder.Drops[Drop.TimeToLiveExpired].ShouldBe(1);
        rig.NothingWentToTheLac();
    }

    [Fact]
    public void PacketWithoutARouteIsAnsweredByIcmp()
    {
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, []));
        var error = rig.ReceiveAtHome();
        (error[20], error[21]).ShouldBe((Icmp.DestinationUnreachable, Icmp.NetUnreachable));
        rig.Forwarder.Drops[Drop.NoRoute].ShouldBe(1);
    }

    [Fact]
    public void Rfc1812_4_3_2_8_IcmpErrorsAreBoundedInRate()
    {
        rig.Install();
        for (var n = 0; n < VirtualRouter.IcmpErrorsPerSecond + 20; n++)
        {
            rig.SendFromHome(Packets.Echo(HomeHost, Ipv4Address.Parse("10.99.0.1"), 1, []));
            if (n < VirtualRouter.IcmpErrorsPerSecond)
                rig.ReceiveAtHome();
        }
        rig.NothingWentToTheLac();
        rig.Forwarder.Drops[Drop.IcmpAboveRate].ShouldBe(20);
    }

    [Fact]
    public void PacketForADialOutRouteTriggers()
    {
        rig.Forwarder.AddDialOutRoute(Router, Ipv4Prefix.Parse("10.10.0.0/16"));
        var packet = Packets.Echo(HomeHost, SiteHost, 1, [1]);
        rig.SendFromHome(packet);

        var trigger = Take(rig.Triggers);
        trigger.VirtualRouter.ShouldBe(Router);
        trigger.Target.ShouldBe(Ipv4Prefix.Parse("10.10.0.0/16"));
        trigger.Destination.ShouldBe(SiteHost);
        trigger.Packet.ToArray().ShouldBe(packet);
    }

    [Fact]
    public void AccessRouteSupersedesTheDialOutRouteUntilTheSessionGoes()
    {
        rig.Forwarder.AddDialOutRoute(Router, Ipv4Prefix.Parse("10.10.0.0/16"));
        var packet = Packets.Echo(HomeHost, SiteHost, 1, [1]);

        rig.Install(entry => entry.AccessRoutes.Clear());
        rig.SendFromHome(packet);
        Take(rig.Triggers);

        rig.Install();
        rig.SendFromHome(packet);
        rig.ReceiveAtLac();

        rig.Forwarder.Remove(rig.Key);
        rig.SendFromHome(packet);
        Take(rig.Triggers);
    }

    [Fact]
    public void WaitingPacketGoesThroughTheTable()
    {
        rig.Install();
        var packet = Packets.Echo(HomeHost, SiteHost, 1, [1, 2, 3]);
        rig.Forwarder.Forward(Router, packet).ShouldBeTrue();
        rig.ReceiveAtLac()[HeaderOctets..].ShouldBe(Packets.OneHopLater(packet));
    }

    [Fact]
    public void WaitingPacketNeverTriggersAgain()
    {
        rig.Forwarder.AddDialOutRoute(Router, Ipv4Prefix.Parse("10.10.0.0/16"));
        rig.Forwarder.Forward(Router, Packets.Echo(HomeHost, SiteHost, 1, [1])).ShouldBeFalse();
        rig.Triggers.Count.ShouldBe(0);
        rig.Forwarder.Drops[Drop.FlushedWithoutRoute].ShouldBe(1);
        rig.Forwarder.Forward("no such router", Packets.Echo(HomeHost, SiteHost, 1, [1])).ShouldBeFalse();
    }

    [Fact]
    public void FloodToADialOutRouteIsBounded()
    {
        rig.Forwarder.AddDialOutRoute(Router, Ipv4Prefix.Parse("10.20.0.0/16"));
        rig.Install();
        for (var n = 0; n < 100; n++)
            rig.SendFromHome(Packets.Echo(HomeHost, Ipv4Address.Parse("10.20.0.1"), 1, []));
        rig.NothingWentToTheLac();
        rig.Triggers.Count.ShouldBe(TriggerGate.PerDestinationPerSecond);
        rig.Forwarder.Drops[Drop.TriggerAboveRate].ShouldBe(100 - TriggerGate.PerDestinationPerSecond);
    }

    [Fact]
    public void WhatIsNoIpv4IsCountedAndDropped()
    {
        rig.Install();
        rig.SendFromHome([0x60, .. new byte[39]]);
        rig.SendFromHome([0x45]);
        var packet = Packets.Echo(HomeHost, SiteHost, 1, [1]);
        packet[10] ^= 0xFF;
        rig.SendFromHome(packet);
        rig.NothingWentToTheLac();
        rig.Forwarder.Drops[Drop.DownstreamNotIpv4].ShouldBe(1);
        rig.Forwarder.Drops[Drop.DownstreamMalformed].ShouldBe(2);
    }

    [Fact]
    public void PacketThatThePeersHostRefusesEndsNothing()
    {
        var closed = NewLac();
        rig.Install(entry => entry.Peer = Of((System.Net.IPEndPoint)closed.LocalEndPoint!));
        closed.Dispose();
        for (var n = 0; n < 3; n++)
            rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, [1]));
        // the answer to a packet without a route shows that those before it are through
        rig.SendFromHome(Packets.Echo(HomeHost, Ipv4Address.Parse("10.99.0.1"), 1, []));
        rig.ReceiveAtHome();

        rig.Install();
        rig.NothingWentToTheLac();
        rig.NothingWentHome();
    }

    public void Dispose()
    {
        rig.Faults.ShouldBeEmpty();
        rig.Dispose();
    }

    private ushort? NextNs()
    {
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, [1]));
        DataHeader.Read(rig.ReceiveAtLac(), out var header).ShouldBe(DataHeaderFault.None);
        return header.Ns;
    }
}
