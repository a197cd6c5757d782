using Protocols.Ip;
using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

public sealed class DataPathTests : IDisposable
{
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
    public void PacketFromASiteGoesHomeUntouched()
    {
        rig.Install();
        var packet = Packets.Echo(SiteHost, HomeHost, 1, [1, 2, 3]);
        rig.SendFromLac(Packets.Data(packet));
        rig.ReceiveAtHome().ShouldBe(packet);
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

    public void Dispose() => rig.Dispose();
}
