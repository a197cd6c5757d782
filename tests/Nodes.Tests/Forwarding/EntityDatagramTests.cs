using System.Net;
using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

public sealed class EntityDatagramTests : IDisposable
{
    private const string Frame = "FF03C0210101000400";

    private readonly ForwarderRig rig = new();

    [Theory]
    [InlineData("C802000C0A0B000000010001")]
    [InlineData("00020A0B0C0D" + Frame)]
    [InlineData("40020011" + "0A0B0C0D" + Frame)]
    public void DatagramsLeaveAsTheyAre(string datagram)
    {
        rig.Install();
        Sent(datagram).ShouldBe(datagram);
    }

    [Theory]
    [InlineData("0002" + "0A0B0C0D", "0802")]
    [InlineData("4002" + "0011" + "0A0B0C0D", "0802")]
    [InlineData("0902" + "0A0B0C0D" + "12340000", "0902")]
    public void Rfc2661_5_4_FramesOfEntitiesShareTheNumbersOfTheirSession(string header, string flags)
    {
        rig.Install(entry => entry.Sequencing = true);
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, []));
        Convert.ToHexString(rig.ReceiveAtLac()).ShouldStartWith("08020A0B0C0D00000000");
        Sent(header + Frame).ShouldBe(flags + "0A0B0C0D00010000" + Frame);
        rig.SendFromHome(Packets.Echo(HomeHost, SiteHost, 1, []));
        Convert.ToHexString(rig.ReceiveAtLac()).ShouldStartWith("08020A0B0C0D00020000");
    }

    [Fact]
    public void NumbersEndWithTheSession()
    {
        rig.Install(entry => entry.Sequencing = true);
        rig.Install(entry => entry.Sequencing = false);
        Sent("00020A0B0C0D" + Frame).ShouldBe("00020A0B0C0D" + Frame);
        rig.Install(entry => entry.Sequencing = true);
        rig.Forwarder.Remove(rig.Key);
        Sent("00020A0B0C0D" + Frame).ShouldBe("00020A0B0C0D" + Frame);
    }

    [Fact]
    public void NothingLeavesFromAnEndpointThatIsNotOurs() =>
        rig.Forwarder.Send(IPEndPoint.Parse("192.0.2.1:1701"), (IPEndPoint)rig.Lac.LocalEndPoint!, [1]).ShouldBeFalse();

    public void Dispose() => rig.Dispose();

    private string Sent(string datagram)
    {
        rig.Forwarder.Send(rig.Port.Local, (IPEndPoint)rig.Lac.LocalEndPoint!, Convert.FromHexString(datagram)).ShouldBeTrue();
        return Convert.ToHexString(rig.ReceiveAtLac());
    }
}
