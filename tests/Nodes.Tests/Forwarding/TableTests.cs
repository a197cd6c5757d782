using System.Net;
using Google.Protobuf;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Counters;
using Shared.Messages;
using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

public sealed class TableTests : IDisposable
{
    private readonly ForwarderRig rig = new(CounterFile.DefaultSlots);

    [Fact]
    public void InstallingTwiceIsInstallingOnce()
    {
        rig.Install();
        rig.Install();
        rig.Forwarder.SessionCount.ShouldBe(1);
        rig.Forwarder.Remove(rig.Key);
        rig.Forwarder.SessionCount.ShouldBe(0);
        rig.Forwarder.Remove(rig.Key);
        rig.Forwarder.Forward(Router, Packets.Echo(HomeHost, SiteHost, 1, [])).ShouldBeFalse();
    }

    public static TheoryData<string, Action<ForwardingEntry>, InstallOutcome> Refusals => new()
    {
        { "router", entry => entry.VirtualRouter = "elsewhere", InstallOutcome.UnknownVirtualRouter },
        { "local port", entry => entry.Local.Port++, InstallOutcome.UnknownLocalEndpoint },
        { "no local endpoint", entry => entry.Local = null, InstallOutcome.Malformed },
        { "no peer", entry => entry.Peer = null, InstallOutcome.Malformed },
        { "peer port 0", entry => entry.Peer.Port = 0, InstallOutcome.Malformed },
        { "peer address of 3 octets", entry => entry.Peer.Address = ByteString.CopyFrom(1, 2, 3), InstallOutcome.Malformed },
        { "peer of the other family", entry => entry.Peer.Address = ByteString.CopyFrom(new byte[16]), InstallOutcome.Malformed },
        { "local tunnel id 0", entry => entry.LocalTunnelId = 0, InstallOutcome.Malformed },
        { "local session id 0", entry => entry.LocalSessionId = 0, InstallOutcome.Malformed },
        { "peer tunnel id 0", entry => entry.PeerTunnelId = 0, InstallOutcome.Malformed },
        { "peer session id of 17 bits", entry => entry.PeerSessionId = 0x10000, InstallOutcome.Malformed },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void EntryThatCannotForwardIsRefusedByName(string what, Action<ForwardingEntry> change, InstallOutcome outcome)
    {
        var entry = rig.Entry();
        change(entry);
        rig.Forwarder.Install(entry).ShouldBe(outcome, what);
        rig.Forwarder.SessionCount.ShouldBe(0);
    }

    [Fact]
    public void Ipv6RoutesArePassedOver()
    {
        rig.Install(entry => entry.AccessRoutes.Add(new Prefix { Address = ByteString.CopyFrom(new byte[16]), Length = 64 }));
        rig.Forwarder.Forward(Router, Packets.Echo(HomeHost, SiteHost, 1, [])).ShouldBeTrue();
    }

    [Fact]
    public void CountersTellOctetsPacketsAndTheTimeOfTheLast()
    {
        rig.Install();
        rig.Time.Advance(TimeSpan.FromSeconds(30));
        rig.SendFromLac(Packets.Data(Packets.Echo(SiteHost, HomeHost, 1, new byte[72])));
        rig.ReceiveAtHome();
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, new byte[172]));
        rig.ReceiveAtLac();
        // both threads have counted when each has handled one packet more
        rig.NothingWentHome();
        rig.NothingWentToTheLac();

        var counters = rig.Forwarder.Read(rig.Key)!;
        counters.InputOctets.ShouldBeInRange(100ul, 129ul);
        counters.OutputOctets.ShouldBeInRange(200ul, 229ul);
        counters.LastTrafficUnixMs.ShouldBe(rig.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public void CountersOutliveTheEntryAndTheForwarder()
    {
        rig.Install();
        rig.Forwarder.Forward(Router, Packets.Echo(HomeHost, SiteHost, 1, new byte[72])).ShouldBeTrue();
        var next = CounterFile.Open(Path.Combine(rig.Folder, "counters"));
        using var successor = new Forwarder(
            new ForwarderCallbacks { Control = (_, _, _) => { }, Frame = (_, _) => { }, Trigger = _ => { } }, next, rig.Time);
        successor.Read(rig.Key)!.OutputOctets.ShouldBe(100ul);

        rig.Forwarder.Remove(rig.Key);
        rig.Forwarder.Read(rig.Key)!.OutputOctets.ShouldBe(100ul);
    }

    [Fact]
    public void NothingIsKnownOfASessionThatNeverWas()
    {
        rig.Forwarder.Read(rig.Key).ShouldBeNull();
        rig.Forwarder.Read(new ForwardingKey()).ShouldBeNull();
        rig.Forwarder.Remove(new ForwardingKey());
    }

    [Fact]
    public void SessionsOfOneIdOnTwoPortsAreTwoSessions()
    {
        using var second = Platform.UdpPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        rig.Forwarder.AddPort(second);
        rig.Install();
        rig.Install(entry =>
        {
            entry.Local = Of(second.Local);
            entry.AccessRoutes.Clear();
            entry.AccessRoutes.Add(Of("10.10.2.0/24"));
        });
        rig.Forwarder.SessionCount.ShouldBe(2);
        rig.Forwarder.PortAt(second.Local).ShouldBe(second);

        rig.SendFromHome(Packets.Echo(HomeHost, Protocols.Ip.Ipv4Address.Parse("10.10.2.1"), 1, []));
        var from = (EndPoint)new IPEndPoint(IPAddress.Any, 0);
        rig.Lac.ReceiveFrom(new byte[100], ref from);
        from.ShouldBe(second.Local);
        rig.Forwarder.Remove(rig.Key);
        rig.Forwarder.SessionCount.ShouldBe(1);
    }

    [Fact]
    public void SixtyThousandRoutesComeAndGo()
    {
        var entries = Enumerable.Range(1, 60_000).Select(n =>
        {
            var entry = rig.Entry();
            entry.LocalSessionId = (uint)n;
            entry.AccessRoutes.Clear();
            entry.AccessRoutes.Add(new Prefix { Address = ByteString.CopyFrom(10, (byte)(n >> 8), (byte)n, 1), Length = 32 });
            return entry;
        }).ToList();
        foreach (var entry in entries)
            rig.Forwarder.Install(entry).ShouldBe(InstallOutcome.Installed);
        rig.Forwarder.SessionCount.ShouldBe(60_000);
        rig.Forwarder.Forward(Router, Packets.Echo(HomeHost, Protocols.Ip.Ipv4Address.Parse("10.234.96.1"), 1, [])).ShouldBeTrue();
        foreach (var entry in entries)
            rig.Forwarder.Remove(new ForwardingKey
            {
                Local = entry.Local, LocalTunnelId = entry.LocalTunnelId, LocalSessionId = entry.LocalSessionId,
            });
        rig.Forwarder.SessionCount.ShouldBe(0);
    }

    public void Dispose()
    {
        rig.Faults.ShouldBeEmpty();
        rig.Dispose();
    }
}
