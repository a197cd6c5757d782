using Protocols.L2tp;
using static Protocols.Tests.L2tp.Channel.ChannelFixture;

namespace Protocols.Tests.L2tp.Channel;

public class ChannelTransmitTests
{
    [Fact]
    public void Rfc2661_B_1_LockStepTunnelEstablishment()
    {
        // SCCRQ Ns 0 Nr 0, SCCRP Ns 0 Nr 1, SCCCN Ns 1 Nr 1, ZLB Ns 1 Nr 2: the numbers of the example.
        var initiator = Open().WithQueued(0, 0, Body(0)).Sent(Start, 0);
        initiator.NextNr.ShouldBe((ushort)0);

        var responder = Open().Received(0, ChannelOutcome.InOrder, nr: 0).Taken(0).WithQueued(0, 0, Body(0)).Sent(Start, 0);
        responder.NextNr.ShouldBe((ushort)1);

        initiator = initiator.Received(0, ChannelOutcome.InOrder, nr: 1).Taken(0);
        initiator.HasUnacknowledged.ShouldBeFalse();
        initiator = initiator.WithQueued(1, 0, Body(1)).Sent(Start, 1);
        initiator.NextNr.ShouldBe((ushort)1);

        responder = responder.Received(1, ChannelOutcome.InOrder, nr: 1).Taken(1);
        (responder.ZlbNs, responder.NextNr).ShouldBe(((ushort)1, (ushort)2));
        initiator.Acked(2, Start).IsIdle.ShouldBeTrue();
    }

    [Fact]
    public void Rfc2661_B_2_LostPacketWithRetransmission()
    {
        // LAC: ICRQ Ns 2 Nr 1. LNS: ICRP Ns 1 Nr 3, lost.
        var lac = ChannelFixture.At(ns: 2, nr: 1).Queue(1).Sent(Start, 2);
        var lns = ChannelFixture.At(ns: 1, nr: 2).Received(2, ChannelOutcome.InOrder, nr: 1).Taken(2).Queue(1).Sent(At(0.5), 1);

        // The LAC's timer fires first, the LNS answers the duplicate by a ZLB with Ns 2 Nr 3.
        var timeout = lac.OnRetransmitTimer(At(1));
        timeout.Messages.ShouldHaveSingleItem().Ns.ShouldBe((ushort)2);
        lns = lns.Received(2, ChannelOutcome.Duplicate, seconds: 1, nr: 1);
        (lns.ZlbNs, lns.NextNr).ShouldBe(((ushort)2, (ushort)3));
        lac = timeout.Channel.Acked(3, At(1));
        lac.HasUnacknowledged.ShouldBeFalse();

        // Then the LNS's timer fires: ICRP again, ICCN Ns 3 Nr 2, ZLB Ns 2 Nr 4.
        var again = lns.OnRetransmitTimer(At(1.5));
        again.Messages.ShouldHaveSingleItem().Ns.ShouldBe((ushort)1);
        lac = lac.Received(1, ChannelOutcome.InOrder, seconds: 1.5, nr: 3).Taken(1).Queue(1).Sent(At(1.5), 3);
        lac.NextNr.ShouldBe((ushort)2);
        lns = again.Channel.Received(3, ChannelOutcome.InOrder, seconds: 2, nr: 2).Taken(3);
        (lns.ZlbNs, lns.NextNr).ShouldBe(((ushort)2, (ushort)4));
        lns.HasUnacknowledged.ShouldBeFalse();
    }

    [Fact]
    public void Rfc2661_A_SlowStartDoublesUpToThePeersWindow()
    {
        var channel = Open().WithPeerWindow(6).Queue(20).Sent(Start, 0);
        channel.Outstanding.ShouldBe(1);
        channel = channel.Acked(1, Start).Sent(Start, 1, 2);
        channel = channel.Acked(2, Start).Sent(Start, 3, 4);
        channel = channel.Acked(3, Start).Sent(Start, 5, 6);
        channel = channel.Acked(4, Start).Sent(Start, 7, 8);
        channel = channel.Acked(5, Start).Sent(Start, 9, 10);
        channel.Outstanding.ShouldBe(6);
        // The window never grows beyond what the peer offers.
        channel.Acked(6, Start).Sent(Start, 11);
    }

    [Fact]
    public void Rfc2661_A_CongestionAvoidanceGrowsByOneARoundTrip()
    {
        // Eight in flight, then a time-out: threshold 4, window 1.
        var channel = Open().WithPeerWindow(8).Queue(100);
        channel = Grow(channel, acks: 7);
        channel.Outstanding.ShouldBe(8);
        var timeout = channel.OnRetransmitTimer(At(60));
        timeout.Messages.ShouldHaveSingleItem().Ns.ShouldBe(channel.Acknowledged);
        channel = timeout.Channel;
        channel.Outstanding.ShouldBe(1);
        int[] windows = [1, 2, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 6];
        foreach (var window in windows)
        {
            channel = channel.Transmit(At(60)).Channel;
            channel.Outstanding.ShouldBe(window);
            channel = channel.Acked((ushort)(channel.Acknowledged + 1), At(60));
        }
    }

    [Fact]
    public void Rfc2661_5_8_WithoutAWindowAvpFourAreOutstanding()
    {
        var channel = Grow(Open().Queue(50), acks: 20);
        channel.Outstanding.ShouldBe(4);
        channel.PeerWindow.ShouldBe((ushort)4);
    }

    [Theory]
    [InlineData(5, new[] { 1.0, 3, 7, 15 }, 31)] // 1 + 2 + 4 + 8 + 16, §5.7
    [InlineData(3, new[] { 1.0, 3 }, 7)] // first contact
    [InlineData(7, new[] { 1.0, 3, 7, 15, 31, 47 }, 63)] // capped at 16 s
    [InlineData(2, new[] { 1.0 }, 3)]
    public void Rfc2661_5_8_BackOffThenGiveUp(int retransmissions, double[] again, double gaveUp)
    {
        var settings = new ControlChannelSettings { MaximumRetransmissions = retransmissions };
        settings.FullCycleMs.ShouldBe((int)(gaveUp * 1000));
        var channel = ControlChannel.Open(settings).Queue(1).Sent(Start, 0);
        foreach (var seconds in again)
        {
            channel.RetransmitDue.ShouldBe(At(seconds));
            channel.OnRetransmitTimer(At(seconds - 0.001)).Messages.ShouldBeEmpty();
            var timeout = channel.OnRetransmitTimer(At(seconds));
            timeout.GaveUp.ShouldBeFalse();
            timeout.Messages.ShouldHaveSingleItem().Body.ToArray().ShouldBe(Body(0));
            channel = timeout.Channel;
        }

        channel.RetransmitDue.ShouldBe(At(gaveUp));
        var last = channel.OnRetransmitTimer(At(gaveUp));
        last.GaveUp.ShouldBeTrue();
        last.Messages.ShouldBeEmpty();
        last.Channel.RetransmitDue.ShouldBeNull();
        last.Channel.OnRetransmitTimer(At(1000)).GaveUp.ShouldBeFalse();
    }

    /// <summary>The Recovery Time comes on top of the 31 s; the message goes on being sent, for the peer may be back without a word.</summary>
    [Theory]
    [InlineData(30, new[] { 31.0, 47 }, 61)]
    [InlineData(16, new[] { 31.0 }, 47)]
    [InlineData(1, new[] { 31.0 }, 32)]
    [InlineData(0, new double[0], 31)] // "no additional time is requested"
    public void Rfc4951_5_1_ThePeersRecoveryTimeIsWaitedForBeyondTheTimeOut(int recoverySeconds, double[] again, double gaveUp)
    {
        var channel = Open() with { Settings = new ControlChannelSettings { RecoveryTimeMs = recoverySeconds * 1000 } };
        channel = channel.Queue(1).Sent(Start, 0);
        foreach (var seconds in (double[])[1, 3, 7, 15, .. again])
        {
            var timeout = channel.OnRetransmitTimer(At(seconds));
            timeout.GaveUp.ShouldBeFalse();
            timeout.Messages.ShouldHaveSingleItem();
            channel = timeout.Channel;
            channel.IsAwaitingRecovery.ShouldBe(seconds >= 31);
        }

        channel.RetransmitDue.ShouldBe(At(gaveUp));
        channel.OnRetransmitTimer(At(gaveUp)).GaveUp.ShouldBeTrue();
    }

    /// <summary>"The timer is also stopped if a control channel message is acknowledged by the peer".</summary>
    [Fact]
    public void Rfc4951_5_1_AnAcknowledgementStopsTheRecoveryTimer()
    {
        var channel = Open() with { Settings = new ControlChannelSettings { RecoveryTimeMs = 30_000 } };
        channel = channel.Queue(2).Sent(Start, 0);
        foreach (var seconds in (double[])[1, 3, 7, 15, 31])
            channel = channel.OnRetransmitTimer(At(seconds)).Channel;
        channel.IsAwaitingRecovery.ShouldBeTrue();

        channel = channel.Acked(1, At(40)).Sent(At(40), 1);

        channel.IsAwaitingRecovery.ShouldBeFalse();
        channel.RetransmitDue.ShouldBe(At(41));
        foreach (var seconds in (double[])[41, 43, 47, 55])
            channel = channel.OnRetransmitTimer(At(seconds)).Channel;
        channel.OnRetransmitTimer(At(71)).GaveUp.ShouldBeFalse();
    }

    [Fact]
    public void Rfc2661_5_8_ProgressStartsTheCycleAnew()
    {
        var channel = Open().Queue(2).Sent(Start, 0).OnRetransmitTimer(At(1)).Channel.OnRetransmitTimer(At(3)).Channel;
        channel.RetransmitDue.ShouldBe(At(7));
        channel = channel.Acked(1, At(4));
        channel.RetransmitDue.ShouldBeNull();
        channel.Sent(At(4), 1).RetransmitDue.ShouldBe(At(5));
    }

    [Fact]
    public void Rfc2661_5_8_AfterATimeoutTheRestFollowsAsTheWindowOpens()
    {
        // 0 to 2 lost; a peer that keeps nothing early needs each of them again.
        var channel = Grow(ChannelFixture.At(ns: 100, nr: 0).Queue(5), acks: 2);
        channel.Acknowledged.ShouldBe((ushort)102);
        channel.Outstanding.ShouldBe(3);
        var timeout = channel.OnRetransmitTimer(At(60));
        timeout.Messages.ShouldHaveSingleItem().Ns.ShouldBe((ushort)102);
        channel = timeout.Channel.Acked(103, At(60)).Sent(At(60), 103, 104);
        // A ZLB meanwhile goes on from what left before.
        channel.ZlbNs.ShouldBe((ushort)105);
        // A peer that did keep them acknowledges all at once.
        timeout.Channel.Acked(105, At(60)).HasUnacknowledged.ShouldBeFalse();
    }

    [Theory]
    [InlineData(2)] // not sent yet
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(30000)]
    [InlineData(40000)] // long ago
    public void AnNrThatAcknowledgesNothingSentIsIgnored(int nr)
    {
        var channel = Open().Queue(3).Sent(Start, 0);
        channel.Acked((ushort)nr, Start).Queue.Count.ShouldBe(3);
    }

    [Fact]
    public void Rfc2661_5_8_SendingSurvivesTheWrap()
    {
        var channel = ChannelFixture.At(ns: 65534, nr: 0).Queue(4);
        channel = channel.Sent(Start, 65534).Acked(65535, Start).Sent(Start, 65535, 0).Acked(1, Start).Sent(Start, 1).Acked(2, Start);
        channel.IsIdle.ShouldBeTrue();
        channel.NextNs.ShouldBe((ushort)2);
    }

    [Fact]
    public void QueueIsBounded()
    {
        var channel = Open().Queue(ControlChannelSettings.MaximumQueued - 1);
        channel.CanQueue.ShouldBeTrue();
        channel.Queue(1).CanQueue.ShouldBeFalse();
    }

    [Fact]
    public void ANumberIsNeverUsedTwice() => Should.Throw<InvalidOperationException>(() => Open().Queue(1).WithQueued(0, 0, Body(0)));

    [Fact]
    public void AHelloIsNotQueuedBehindAnything()
    {
        var channel = Open().WithHello();
        channel.Queue.ShouldHaveSingleItem().Body.ToArray().ShouldBe(HelloBody);
        channel.WithHello().ShouldBeSameAs(channel);
    }

    /// <summary>So many acknowledgements of one message each.</summary>
    private static ControlChannel Grow(ControlChannel channel, int acks)
    {
        for (var i = 0; i < acks; i++)
            channel = channel.Transmit(Start).Channel.Acked((ushort)(channel.Acknowledged + 1), Start);
        return channel.Transmit(Start).Channel;
    }
}
