using System.Net;
using System.Net.Sockets;
using Lns.Node.Forwarding.Devices;
using Platform;
using Protocols.Ip;

namespace Nodes.Tests.Forwarding.Devices;

public class TunDeviceTests
{
    private static readonly Ipv4Address Host = Ipv4Address.Parse("192.0.2.1");
    private static readonly Ipv4Address Site = Ipv4Address.Parse("10.10.1.1");

    [RootFact]
    public void WhatTheHostRoutesIntoItIsRead() => OwnNetwork.Run(() =>
    {
        using var device = Open();
        device.AddRoute(IPAddress.Parse("10.10.0.0"), 16);
        // a route that is there is no error
        device.AddRoute(IPAddress.Parse("10.10.0.0"), 16);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo("hello"u8, new IPEndPoint(Site.ToIPAddress(), 9));

        var packet = ReadIpv4(device);
        Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
        (header.Source, header.Destination).ShouldBe((Host, Site));
        packet[28..].ShouldBe("hello"u8.ToArray());

        device.RemoveRoute(IPAddress.Parse("10.10.0.0"), 16);
        device.RemoveRoute(IPAddress.Parse("10.10.0.0"), 16);
        Should.Throw<SocketException>(() => socket.SendTo("hello"u8, new IPEndPoint(Site.ToIPAddress(), 9)));
    });

    [RootFact]
    public void WhatIsWrittenToItArrivesAtTheHost() => OwnNetwork.Run(() =>
    {
        using var device = Open();
        device.AddRoute(IPAddress.Parse("10.10.1.1"), 32);
        device.Write(Packets.Echo(Site, Host, 5, [1, 2, 3])).ShouldBeTrue();

        IcmpEcho.TryRead(ReadIpv4(device), out var reply).ShouldBeTrue();
        reply.IsRequest.ShouldBeFalse();
        reply.Sequence.ShouldBe((ushort)5);
        reply.Ip.Destination.ShouldBe(Site);
        reply.Data.ToArray().ShouldBe([1, 2, 3]);
    });

    [RootFact]
    public void HasTheMtuThatWasAskedFor() => OwnNetwork.Run(() =>
    {
        using var device = (TunDevice)PacketDevices.Open("tun:bras-test", 1236);
        device.Name.ShouldBe("tun:bras-test");
        device.SetAddress(Host.ToIPAddress(), 24);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo(new byte[2000], IPEndPoint.Parse("192.0.2.9:9"));
        // 20 octets of header and the most that is a multiple of 8
        ReadIpv4(device).Length.ShouldBe(1236);
        ReadIpv4(device).Length.ShouldBe(20 + 2008 - 1216);
    });

    [RootFact]
    public void InterfaceInUseIsRefused() => OwnNetwork.Run(() =>
    {
        using var device = Open();
        Should.Throw<IOException>(() => TunDevice.Open("bras0", 1500)).Message.ShouldContain("another process holds it");
    });

    [RootFact]
    public void StopEndsABlockedRead() => OwnNetwork.Run(() =>
    {
        using var device = Open();
        var read = -1;
        var reader = new Thread(() =>
        {
            while ((read = device.Read(new byte[2000])) > 0)
            {
            }
        });
        reader.Start();
        device.Stop();
        reader.Join(ForwarderRig.Patience).ShouldBeTrue();
        read.ShouldBe(0);
    });

    [RootFact]
    public void WithoutPrivilegeTheErrorSaysWhatToDo() => OwnNetwork.Run(() =>
    {
        OwnNetwork.BecomeNobody();
        var message = Should.Throw<IOException>(() => TunDevice.Open("bras0", 1500)).Message;
        message.ShouldContain("CAP_NET_ADMIN");
        message.ShouldContain("ip tuntap add bras0");
    });

    [Fact]
    public void NameThatNoInterfaceHasIsRefused() =>
        Should.Throw<IOException>(() => TunDevice.Open("a name with spaces", 1500)).Message.ShouldContain("no interface name");

    private static TunDevice Open()
    {
        var device = TunDevice.Open("bras0", 1400);
        device.SetAddress(Host.ToIPAddress(), 32);
        return device;
    }

    /// <summary>The kernel says IPv6 things on every interface that comes up.</summary>
    private static byte[] ReadIpv4(TunDevice device)
    {
        var buffer = new byte[2000];
        for (; ; )
        {
            var octets = device.Read(buffer);
            if (buffer[0] >> 4 == 4)
                return buffer[..octets];
        }
    }
}
