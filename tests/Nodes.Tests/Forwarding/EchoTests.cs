using static Nodes.Tests.Forwarding.ForwarderRig;

namespace Nodes.Tests.Forwarding;

public sealed class EchoTests : IDisposable
{
    // Echo-Request, identifier 5, 10 octets, the peer's magic 11223344, data "hi"
    private const string Request = "0905000A112233446869";

    private readonly ForwarderRig rig = new();

    [Theory]
    [InlineData("FF03C021")]
    [InlineData("C021")]
    public void EchoIsAnsweredWithOurMagicAndThePriorityBit(string framing)
    {
        rig.Install();
        rig.SendFromLac(Packets.Frame(Convert.FromHexString(framing + Request)));
        Convert.ToHexString(rig.ReceiveAtLac()).ShouldBe("0102" + "0A0B0C0D" + "FF03C021" + "0A05000ACAFEF00D6869");
        rig.Frames.Count.ShouldBe(0);
    }

    [Fact]
    public void EchoOnASequencedSessionTakesANumber()
    {
        rig.Install(entry => entry.Sequencing = true);
        rig.SendFromLac(Packets.Frame(Convert.FromHexString("C021" + Request)));
        Convert.ToHexString(rig.ReceiveAtLac()).ShouldBe("0902" + "0A0B0C0D" + "00000000" + "FF03C021" + "0A05000ACAFEF00D6869");
        rig.SendFromLac(Packets.Frame(Convert.FromHexString("C021" + Request)));
        Convert.ToHexString(rig.ReceiveAtLac()).ShouldStartWith("0902" + "0A0B0C0D" + "00010000");
    }

    [Fact]
    public void Rfc1661_5_8_EchoBeforeLcpIsOpenIsTheEntitysBusiness()
    {
        rig.Install(entry => entry.LcpOpened = false);
        rig.SendFromLac(Packets.Frame(Convert.FromHexString("C021" + Request)));
        Convert.ToHexString(Take(rig.Frames).Frame.Frame.Span).ShouldBe("C021" + Request);
    }

    [Theory]
    [InlineData("0A05000A112233446869")]
    [InlineData("0905000ACAFEF00D6869")]
    [InlineData("0905000B112233446869")]
    [InlineData("0105000A112233446869")]
    public void RepliesLoopedAndBrokenEchoesGoToTheEntity(string lcp)
    {
        rig.Install();
        rig.SendFromLac(Packets.Frame(Convert.FromHexString("C021" + lcp)));
        Convert.ToHexString(Take(rig.Frames).Frame.Frame.Span).ShouldBe("C021" + lcp);
    }

    [Fact]
    public void EchoLongerThanAnyLinkGoesToTheEntity()
    {
        rig.Install();
        rig.SendFromLac(Packets.Frame([0xC0, 0x21, 0x09, 0x05, 0x10, 0x00, .. new byte[4092]]));
        Take(rig.Frames).Frame.Frame.Length.ShouldBe(2 + 4096);
    }

    [Fact]
    public void EchoIsNoTraffic()
    {
        rig.Install();
        rig.SendFromLac(Packets.Frame(Convert.FromHexString("C021" + Request)));
        rig.ReceiveAtLac();
        var counters = rig.Forwarder.Read(rig.Key)!;
        (counters.InputPackets, counters.OutputPackets, counters.LastTrafficUnixMs).ShouldBe((0ul, 0ul, 0L));
    }

    public void Dispose() => rig.Dispose();
}
