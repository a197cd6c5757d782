using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Channel;

public class ChannelReceiveTests
{
    [Fact]
    public void Rfc2661_5_8_InOrderIsTakenOnce()
    {
        var channel = ChannelFixture.Open().Received(0, ChannelOutcome.InOrder).Taken(0);
        channel.NextNr.ShouldBe((ushort)1);
        channel.Taken();
    }

    [Fact]
    public void Rfc2661_5_8_DuplicateIsAckedNotDelivered()
    {
        var channel = ChannelFixture.Open().Received(0, ChannelOutcome.InOrder).Taken(0).Received(0, ChannelOutcome.Duplicate);
        channel.TryTake(out _).ShouldBeFalse();
        channel.NextNr.ShouldBe((ushort)1);
    }

    [Theory]
    // The RFC's example: after 15, 0 to 15 and 32784 to 65535 are duplicates, all else is ahead.
    [InlineData(0, true)]
    [InlineData(15, true)]
    [InlineData(16, false)]
    [InlineData(17, false)]
    [InlineData(32783, false)]
    [InlineData(32784, true)]
    [InlineData(65535, true)]
    public void Rfc2661_5_8_TheLast32768NumbersAreDuplicates(int ns, bool isDuplicate)
    {
        var outcome = ChannelFixture.At(ns: 0, nr: 16).Receive((ushort)ns, 0, 0, new byte[1], ChannelFixture.Start).Outcome;
        (outcome == ChannelOutcome.Duplicate).ShouldBe(isDuplicate);
    }

    [Fact]
    public void Rfc2661_5_8_EveryNumberAfter15IsOnTheRightSide()
    {
        var channel = ChannelFixture.At(ns: 0, nr: 16);
        for (var ns = 0; ns <= ushort.MaxValue; ns++)
        {
            var expected = ns switch
            {
                16 => ChannelOutcome.InOrder,
                > 16 and < 32 => ChannelOutcome.Buffered,
                >= 32 and < 32784 => ChannelOutcome.BeyondWindow,
                _ => ChannelOutcome.Duplicate,
            };
            channel.Receive((ushort)ns, 0, 0, new byte[1], ChannelFixture.Start).Outcome.ShouldBe(expected, $"Ns {ns}");
        }
    }

    [Fact]
    public void Rfc2661_5_8_ZlbNeverAdvancesNr()
    {
        var (channel, outcome, needsAck) = ChannelFixture.Open().Receive(0, 0, 0x5678, default, ChannelFixture.Start);
        outcome.ShouldBe(ChannelOutcome.Zlb);
        needsAck.ShouldBeFalse();
        channel.TryTake(out _).ShouldBeFalse();
        channel.NextNr.ShouldBe((ushort)0);
        channel.Received(0, ChannelOutcome.InOrder).Taken(0);
    }

    [Fact]
    public void Rfc2661_5_8_EarlyMessagesWaitForTheMissingOne() =>
        ChannelFixture.Open()
            .Received(2, ChannelOutcome.Buffered).Taken()
            .Received(1, ChannelOutcome.Buffered).Taken()
            .Received(2, ChannelOutcome.Buffered).Taken()
            .Received(0, ChannelOutcome.InOrder).Taken(0, 1, 2)
            .Received(2, ChannelOutcome.Duplicate).IsIdle.ShouldBeTrue();

    [Fact]
    public void Rfc2661_5_8_OrderSurvivesTheWrap() =>
        ChannelFixture.At(ns: 0, nr: 65534)
            .Received(0, ChannelOutcome.Buffered)
            .Received(65535, ChannelOutcome.Buffered)
            .Received(1, ChannelOutcome.Buffered)
            .Received(65534, ChannelOutcome.InOrder).Taken(65534, 65535, 0, 1)
            .NextNr.ShouldBe((ushort)2);

    [Fact]
    public void Rfc2661_5_8_OurWindowBoundsTheBuffer() =>
        ChannelFixture.Open(receiveWindow: 4).Received(3, ChannelOutcome.Buffered).Received(4, ChannelOutcome.BeyondWindow)
            .Received(0, ChannelOutcome.InOrder).Taken(0);

    [Fact]
    public void BufferIsBoundedWhateverTheWindow()
    {
        var channel = ChannelFixture.Open(receiveWindow: ushort.MaxValue);
        for (ushort ns = 1; ns <= ControlChannelSettings.MaximumReordered; ns++)
            channel = channel.Received(ns, ChannelOutcome.Buffered);
        channel = channel.Received(1000, ChannelOutcome.BeyondWindow);
        // The expected one always has room, or the channel would stand still for ever.
        channel.Received(0, ChannelOutcome.InOrder).Taken([.. Enumerable.Range(0, 65).Select(ns => (ushort)ns)]);
    }

    [Fact]
    public void TakenMessageSaysWhatThePeerAcknowledged()
    {
        var channel = ChannelFixture.Open().Queue(1).Sent(ChannelFixture.Start, 0).Received(0, ChannelOutcome.InOrder, nr: 1);
        channel.TryTake(out var message).ShouldBeTrue();
        message.PeerNr.ShouldBe((ushort)1);
    }
}
