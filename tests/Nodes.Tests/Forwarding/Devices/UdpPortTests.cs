using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Platform;

namespace Nodes.Tests.Forwarding.Devices;

public sealed class UdpPortTests : IDisposable
{
    private static readonly IPEndPoint AnyLoopback = new(IPAddress.Loopback, 0);

    private readonly UdpPort port = UdpPort.Bind(AnyLoopback);
    private readonly BlockingCollection<(UdpPeer Peer, byte[] Datagram)> received = [];
    private readonly Socket remote = ForwarderRig.NewLac();

    private IPEndPoint RemoteEnd => (IPEndPoint)remote.LocalEndPoint!;

    [Fact]
    public void ReceivesWithThePeerAndAnswersIt()
    {
        Start();
        remote.SendTo([1, 2, 3], port.Local);
        var (peer, datagram) = ForwarderRig.Take(received);
        datagram.ShouldBe([1, 2, 3]);
        peer.EndPoint.ShouldBe(RemoteEnd);
        port.Send([4], peer).ShouldBeTrue();
        remote.Receive(new byte[10]).ShouldBe(1);
    }

    [Fact]
    public void PeersAreInterned()
    {
        Start();
        remote.SendTo([1], port.Local);
        var first = ForwarderRig.Take(received).Peer;
        using var other = ForwarderRig.NewLac();
        other.SendTo([1], port.Local);
        ForwarderRig.Take(received).Peer.ShouldNotBe(first);
        remote.SendTo([1], port.Local);
        ForwarderRig.Take(received).Peer.ShouldBeSameAs(first);
        port.Peer(RemoteEnd).ShouldBeSameAs(first);
    }

    [Fact]
    public void PeersAreEqualByAddressAndPort()
    {
        var peer = UdpPeer.Of(IPEndPoint.Parse("127.0.0.1:1701"));
        peer.ShouldBe(UdpPeer.Of(IPEndPoint.Parse("127.0.0.1:1701")));
        peer.GetHashCode().ShouldBe(UdpPeer.Of(IPEndPoint.Parse("127.0.0.1:1701")).GetHashCode());
        peer.ShouldNotBe(UdpPeer.Of(IPEndPoint.Parse("127.0.0.1:1702")));
        peer.ShouldNotBe(UdpPeer.Of(IPEndPoint.Parse("127.0.0.2:1701")));
        UdpPeer.Of(IPEndPoint.Parse("[::1]:1701")).ShouldNotBe(UdpPeer.Of(IPEndPoint.Parse("[::2]:1701")));
    }

    [Fact]
    public void ManyForgedSourcesDoNotGrowTheTableForEver()
    {
        var kept = port.Peer(IPEndPoint.Parse("192.0.2.1:1"));
        for (var n = 1; n < 40_000; n++)
            port.Peer(new IPEndPoint(0x0100007F, n));
        port.Peer(IPEndPoint.Parse("192.0.2.1:1")).ShouldBe(kept);
    }

    [Fact]
    public void Ipv6WorksTheSame()
    {
        using var local = UdpPort.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        using var other = UdpPort.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        local.Start((_, peer, datagram) => received.Add((peer, datagram.ToArray())));
        other.Send([1, 2], other.Peer(local.Local)).ShouldBeTrue();
        var (peer, datagram) = ForwarderRig.Take(received);
        datagram.ShouldBe([1, 2]);
        peer.EndPoint.ShouldBe(other.Local);
        peer.ShouldBe(local.Peer(other.Local));
    }

    [Fact]
    public void ClosedPortOfAPeerEndsNothing()
    {
        Start();
        using (var closed = ForwarderRig.NewLac())
        {
            var peer = port.Peer((IPEndPoint)closed.LocalEndPoint!);
            closed.Dispose();
            for (var n = 0; n < 5; n++)
                port.Send([1], peer);
        }
        remote.SendTo([7], port.Local);
        ForwarderRig.Take(received).Datagram.ShouldBe([7]);
    }

    [Fact]
    public void ExceptionOfTheCallbackIsReportedAndReceivingGoesOn()
    {
        var faults = new BlockingCollection<Exception>();
        port.Start(
            (_, peer, datagram) =>
            {
                if (datagram[0] == 0)
                    throw new InvalidOperationException("a bug");
                received.Add((peer, datagram.ToArray()));
            },
            faults.Add);
        remote.SendTo([0], port.Local);
        remote.SendTo([1], port.Local);
        ForwarderRig.Take(faults).Message.ShouldBe("a bug");
        ForwarderRig.Take(received).Datagram.ShouldBe([1]);
    }

    [Fact]
    public void EmptyAndLongestDatagramsAreReceived()
    {
        Start();
        remote.SendTo([], port.Local);
        ForwarderRig.Take(received).Datagram.ShouldBeEmpty();
        remote.SendTo(new byte[65507], port.Local);
        ForwarderRig.Take(received).Datagram.Length.ShouldBe(65507);
    }

    [Fact]
    public void TooLongADatagramIsCountedAsUnsent()
    {
        port.Send(new byte[65508], port.Peer(RemoteEnd)).ShouldBeFalse();
        port.Unsent.ShouldBe(1);
    }

    [Fact]
    public void TapSeesBothDirections()
    {
        var seen = new BlockingCollection<(bool, IPEndPoint, IPEndPoint, byte)>();
        port.Tap = (isSent, local, peer, datagram) => seen.Add((isSent, local, peer, datagram[0]));
        Start();
        port.Send([1], port.Peer(RemoteEnd));
        remote.SendTo([2], port.Local);
        ForwarderRig.Take(seen).ShouldBe((true, port.Local, RemoteEnd, (byte)1));
        ForwarderRig.Take(seen).ShouldBe((false, port.Local, RemoteEnd, (byte)2));
    }

    [Fact]
    public void EndpointInUseIsNamed() =>
        Should.Throw<IOException>(() => UdpPort.Bind(port.Local)).Message.ShouldContain(port.Local.ToString());

    [Fact]
    public void AddressOfAnotherHostIsNamed() =>
        Should.Throw<IOException>(() => UdpPort.Bind(IPEndPoint.Parse("192.0.2.77:1701"))).Message.ShouldContain("192.0.2.77:1701");

    [Fact]
    public void AfterDisposeNothingIsSentAndTheEndpointIsFree()
    {
        Start();
        var peer = port.Peer(RemoteEnd);
        port.Dispose();
        port.Send([1], peer).ShouldBeFalse();
        using var successor = UdpPort.Bind(port.Local);
    }

    public void Dispose()
    {
        port.Dispose();
        remote.Dispose();
    }

    private void Start() => port.Start((_, peer, datagram) => received.Add((peer, datagram.ToArray())));
}
