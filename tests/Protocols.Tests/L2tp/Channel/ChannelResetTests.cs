using Protocols.L2tp;
using static Protocols.Tests.L2tp.Channel.ChannelFixture;

namespace Protocols.Tests.L2tp.Channel;

/// <summary>RFC 4951 §3.2.2: "flush the transmit/receive windows and reset the control channel sequence numbers".</summary>
public class ChannelResetTests
{
    [Fact]
    public void Rfc4951_3_2_2_BothWindowsAreFlushedAndBothNumbersSet()
    {
        var channel = At(7, 9).Queue(3).Sent(Start, 7).Received(10, ChannelOutcome.Buffered);
        channel = channel.WithReset(40_000, 65_535);

        (channel.NextNs, channel.NextNr, channel.Acknowledged).ShouldBe(((ushort)40_000, (ushort)65_535, (ushort)40_000));
        (channel.IsIdle, channel.RetransmitDue, channel.IsProbing).ShouldBe((true, null, false));
        channel.ZlbNs.ShouldBe((ushort)40_000);

        // and it works on, around the corner too
        channel = channel.Queue(1).Sent(Start, 40_000).Acked(40_001, At(1));
        channel.HasUnacknowledged.ShouldBeFalse();
        channel.Received(65_535, ChannelOutcome.InOrder).Taken(65_535).Received(0, ChannelOutcome.InOrder).Taken(0).NextNr.ShouldBe((ushort)1);
    }

    [Fact]
    public void OldNumbersAreOldAfterwards()
    {
        var channel = At(7, 9).WithReset(7 + 1024, 9 + 1024);
        channel.Received(9, ChannelOutcome.Duplicate).Received(9 + 64, ChannelOutcome.Duplicate);
        channel.Queue(1).Sent(Start, 7 + 1024).Acked(8, At(1)).HasUnacknowledged.ShouldBeTrue("an acknowledgement from before says nothing");
    }

    [Fact]
    public void AResetEndsAProbe()
    {
        var channel = At(7, 9).Resume(helloSlack: 3).WithReset(0, 0);
        (channel.CanQueue, channel.IsContradicted).ShouldBe((true, false));
        channel.Received(3, ChannelOutcome.Buffered, 1).Received(3, ChannelOutcome.Buffered, 2).Received(3, ChannelOutcome.Buffered, 3)
            .Received(3, ChannelOutcome.Buffered, 4).IsContradicted.ShouldBeFalse("there is no gap to allow for");
    }

    [Theory]
    [InlineData(8, false)] // the probe itself
    [InlineData(10, false)] // and two hellos
    [InlineData(11, true)]
    [InlineData(30_000, true)]
    public void AProbeAnsweredBeyondOurHellosIsAContradiction(ushort nr, bool contradicts)
    {
        var channel = At(7, 9).Resume(helloSlack: 3, ownHellos: 2).WithHello().Sent(Start, 7).Acked(nr, At(1));
        channel.IsContradicted.ShouldBe(contradicts);
        channel.NextNs.ShouldBe(nr);
    }

    [Fact]
    public void ANumberTooFarAheadIsAContradictionWhenItIsInsistedOn()
    {
        var channel = At(7, 9).Resume(helloSlack: 3);
        for (var copy = 0; copy < 3; copy++)
            channel = channel.Received(13, ChannelOutcome.Buffered, copy);
        channel.IsContradicted.ShouldBeFalse();
        // a copy that the network made does not count
        channel.Received(13, ChannelOutcome.Buffered, 2.1).IsContradicted.ShouldBeFalse();
        channel.Received(13, ChannelOutcome.Buffered, 3).IsContradicted.ShouldBeTrue();
        channel.Received(9, ChannelOutcome.InOrder, 2.5).Received(13, ChannelOutcome.Buffered, 3).IsContradicted.ShouldBeFalse("its turn comes");
    }
}
