using Protocols.L2tp;
using static Protocols.Tests.L2tp.Channel.ChannelFixture;

namespace Protocols.Tests.L2tp.Channel;

public class ChannelRecoveryTests
{
    [Fact]
    public void ReplayRebuildsTheDurableHalf()
    {
        var live = Open().WithQueued(0, 0, Body(0)).Sent(Start, 0).Received(0, ChannelOutcome.InOrder, nr: 1).Taken(0).WithPeerWindow(9)
            .WithQueued(1, 7, Body(1)).Sent(Start, 1).OnRetransmitTimer(At(1)).Channel;
        var replayed = Open().WithQueued(0, 0, Body(0)).WithAccepted(0, 1).WithPeerWindow(9).WithQueued(1, 7, Body(1));
        Text(replayed.Durable).ShouldBe(Text(live.Durable));
        Text(ControlChannel.Restore(live.Settings, live.Durable).Durable).ShouldBe(Text(live.Durable));
    }

    [Fact]
    public void AcknowledgedHelloShowsInTheNextDurableCalls()
    {
        // Live: 0 durable, 1 a hello, both acknowledged; then 2.
        var replayed = Open().WithQueued(0, 0, Body(0)).WithAccepted(0, peerNr: 2);
        replayed.NextNs.ShouldBe((ushort)2);
        replayed.Queue.ShouldBeEmpty();
        replayed.WithQueued(2, 0, Body(2)).Queue.ShouldHaveSingleItem();
    }

    [Fact]
    public void UnacknowledgedMessagesGoOutAgain()
    {
        var channel = ChannelFixture.At(ns: 5, nr: 3).Queue(2).Resume(helloSlack: 2);
        channel.IsProbing.ShouldBeTrue();
        channel.NeedsProbe.ShouldBeFalse();
        channel.CanQueue.ShouldBeFalse();
        channel = channel.Sent(Start, 5);
        channel.RetransmitDue.ShouldBe(At(1));
        channel = channel.Acked(6, Start);
        channel.IsProbing.ShouldBeTrue();
        channel = channel.Sent(Start, 6).Acked(7, Start);
        channel.IsProbing.ShouldBeFalse();
        channel.CanQueue.ShouldBeTrue();
        channel.NextNs.ShouldBe((ushort)7);
    }

    [Fact]
    public void Rfc2661_5_8_ADuplicatesAckTellsTheTrueNs()
    {
        // Live, hellos 5 to 7 had been sent and acknowledged after the last durable message.
        var channel = ChannelFixture.At(ns: 5, nr: 3).Resume(helloSlack: 4);
        channel.NeedsProbe.ShouldBeTrue();
        channel = channel.WithHello();
        channel.NeedsProbe.ShouldBeFalse();
        channel = channel.Sent(Start, 5).Acked(8, Start);
        channel.IsProbing.ShouldBeFalse();
        channel.NextNs.ShouldBe((ushort)8);
        channel.IsIdle.ShouldBeTrue();
        channel.RetransmitDue.ShouldBeNull();
        channel.Queue(1).Sent(Start, 8);
    }

    [Fact]
    public void ProbeThatIsNewToThePeerIsAckedAsUsual()
    {
        var channel = ChannelFixture.At(ns: 65535, nr: 3).Resume(4).WithHello().Sent(Start, 65535).Acked(0, Start);
        channel.IsProbing.ShouldBeFalse();
        channel.NextNs.ShouldBe((ushort)0);
    }

    [Fact]
    public void AHelloOfTheLastLifeThatIsStillOnItsWayTakesNoMessagesNumber()
    {
        // The peer stands still with our hello 6 in its socket. It wakes up and says hello itself, with Nr 6, before it reads; then it reads.
        var channel = ChannelFixture.At(ns: 5, nr: 3).Resume(4).WithHello().Sent(Start, 5).Received(3, ChannelOutcome.InOrder, nr: 6);
        channel.CanQueue.ShouldBeFalse("the next thing that it takes for number 6 is the old hello");
        channel = channel.Sent(Start, 6);
        channel.Queue.ShouldHaveSingleItem().Body.ToArray().ShouldBe(HelloBody);
        channel.Acked(7, Start).Queue(1).Sent(Start, 7);
    }

    [Fact]
    public void TheOldHellosAcknowledgementMayComeBeforeOursHasLeft()
    {
        var channel = ChannelFixture.At(ns: 5, nr: 3).Resume(4).WithHello().Sent(Start, 5)
            .Received(3, ChannelOutcome.InOrder, nr: 6).Received(4, ChannelOutcome.Buffered, nr: 7);
        channel.IsProbing.ShouldBeFalse();
        channel.Sent(Start).Queue(1).Sent(Start, 7);
    }

    [Fact]
    public void WhereNoHelloPassedAnyAnswerIsTheLastWord()
    {
        var channel = ChannelFixture.At(ns: 5, nr: 3).Queue(1).Resume(helloSlack: 4, ownHellos: 0).Sent(Start, 5).Received(3, ChannelOutcome.InOrder, nr: 6);
        channel.CanQueue.ShouldBeTrue();
        channel.HasUnacknowledged.ShouldBeFalse();
    }

    [Fact]
    public void AnOldNrEndsNoProbe()
    {
        var channel = ChannelFixture.At(ns: 5, nr: 3).Resume(4).WithHello().Sent(Start, 5);
        foreach (ushort nr in (ushort[])[5, 4, 0, 40000])
            channel.Acked(nr, Start).IsProbing.ShouldBeTrue();
    }

    [Fact]
    public void ProbeIsRetransmittedAndGivesUp()
    {
        var channel = ChannelFixture.At(ns: 5, nr: 3).Resume(4).WithHello().Sent(Start, 5);
        foreach (var seconds in (double[])[1, 3, 7, 15])
            channel = channel.OnRetransmitTimer(At(seconds)).Channel;
        channel.OnRetransmitTimer(At(31)).GaveUp.ShouldBeTrue();
    }

    [Fact]
    public void WhileProbingNothingNewIsTaken() =>
        Should.Throw<InvalidOperationException>(() => ChannelFixture.At(ns: 5, nr: 3).Resume(4).WithHello().Queue(1));

    [Fact]
    public void UnacknowledgedMessagesProbeToo()
    {
        // 5 was acknowledged, and hellos 6 and 7 as well, but none of this was journaled.
        var channel = ChannelFixture.At(ns: 5, nr: 3).Queue(1).Resume(4).Sent(Start, 5).Acked(8, Start);
        channel.IsProbing.ShouldBeFalse();
        channel.NextNs.ShouldBe((ushort)8);
    }

    [Fact]
    public void MissingHellosAreFilledIn()
    {
        // Journaled: 5, then 8. So 6 and 7 were hellos; 7 may not have reached the peer.
        var channel = ChannelFixture.At(ns: 5, nr: 3).Queue(1).WithQueued(8, 9, Body(8)).Resume(helloSlack: 4);
        channel.Queue.Select(message => message.Ns).ShouldBe([5, 6, 7, 8]);
        channel.Queue[1].Body.ToArray().ShouldBe(HelloBody);
        channel.Queue[1].SessionId.ShouldBe((ushort)0);
        channel.Queue[3].SessionId.ShouldBe((ushort)9);
    }

    [Fact]
    public void MissingHellosOfDaysAreFilledOnlyAtTheEnd()
    {
        var channel = ChannelFixture.At(ns: 5, nr: 3).WithQueued(4000, 0, Body(4000)).Resume(helloSlack: 3);
        channel.Queue.Select(message => message.Ns).ShouldBe([3997, 3998, 3999, 4000]);
        // The first of them makes the peer say where it is.
        channel.Sent(Start, 3997).Acked(4000, Start).Sent(Start, 4000).Acked(4001, Start).IsProbing.ShouldBeFalse();
    }

    [Fact]
    public void ForwardGapIsAcceptedWhenThePeerInsists()
    {
        // The peer's hellos 3 to 5 were acknowledged and forgotten; now it sends 6, and again after 1 and 2 s.
        var channel = ChannelFixture.At(ns: 5, nr: 3).Resume(helloSlack: 4).Received(6, ChannelOutcome.Buffered, seconds: 10).Taken()
            .Received(6, ChannelOutcome.Buffered, seconds: 11).Taken()
            .Received(6, ChannelOutcome.GapAccepted, seconds: 13).Taken(6);
        channel.NextNr.ShouldBe((ushort)7);
        channel.IsIdle.ShouldBeTrue();
    }

    [Fact]
    public void WhatWaitsBehindTheGapFollows() =>
        Insist(ChannelFixture.At(ns: 5, nr: 65534).Resume(helloSlack: 4).Received(2, ChannelOutcome.Buffered, seconds: 9), 1).Taken(1, 2);

    [Fact]
    public void GapMayBeWiderThanTheWindow() =>
        Insist(ChannelFixture.At(ns: 5, nr: 3, receiveWindow: 4).Resume(helloSlack: 1000), 900).Taken(900);

    [Fact]
    public void GapBeyondTheSlackIsNotAccepted() =>
        Insist(ChannelFixture.At(ns: 5, nr: 3).Resume(helloSlack: 4), 8, ChannelOutcome.Buffered).Taken();

    [Fact]
    public void CopiesMadeByTheNetworkAreNoInsistence() =>
        ChannelFixture.At(ns: 5, nr: 3).Resume(helloSlack: 4)
            .Received(6, ChannelOutcome.Buffered, seconds: 10).Received(6, ChannelOutcome.Buffered, seconds: 10.1)
            .Received(6, ChannelOutcome.Buffered, seconds: 10.2).Received(6, ChannelOutcome.Buffered, seconds: 11).Taken();

    [Fact]
    public void AnythingLowerStartsTheDoubtAnew() =>
        ChannelFixture.At(ns: 5, nr: 3).Resume(helloSlack: 4)
            .Received(6, ChannelOutcome.Buffered, seconds: 10)
            .Received(6, ChannelOutcome.Buffered, seconds: 11)
            .Received(5, ChannelOutcome.Buffered, seconds: 12)
            .Received(6, ChannelOutcome.Buffered, seconds: 13).Taken()
            .Received(6, ChannelOutcome.GapAccepted, seconds: 17).Taken(5, 6);

    [Fact]
    public void TheMissingMessageAfterAllIsTakenInOrder() =>
        ChannelFixture.At(ns: 5, nr: 3).Resume(helloSlack: 4)
            .Received(4, ChannelOutcome.Buffered, seconds: 10)
            .Received(4, ChannelOutcome.Buffered, seconds: 11)
            .Received(3, ChannelOutcome.InOrder, seconds: 11.1).Taken(3)
            // What came early in the doubt was not acknowledged and comes again.
            .Received(4, ChannelOutcome.InOrder, seconds: 13).Taken(4);

    [Fact]
    public void ALateHelloFromBeforeTheRecoveryDoesNotHoldUpTheGap() =>
        Insist(ChannelFixture.At(ns: 5, nr: 3).Resume(helloSlack: 8).Received(4, ChannelOutcome.Buffered, seconds: 9), 6).Taken(4, 6)
            .IsIdle.ShouldBeTrue();

    [Fact]
    public void SlackEndsWithTheFirstMessageAccepted() =>
        Insist(ChannelFixture.At(ns: 5, nr: 3).Resume(helloSlack: 4).Received(3, ChannelOutcome.InOrder, seconds: 9).Taken(3), 6,
            ChannelOutcome.Buffered).Taken();

    [Fact]
    public void WithoutARecoveryThereIsNoSlack() => Insist(ChannelFixture.At(ns: 5, nr: 3), 6, ChannelOutcome.Buffered).Taken();

    /// <summary>The peer sends a message three times, at its retransmission intervals.</summary>
    private static ControlChannel Insist(ControlChannel channel, ushort ns, ChannelOutcome last = ChannelOutcome.GapAccepted) =>
        channel.Received(ns, ChannelOutcome.Buffered, seconds: 10)
            .Received(ns, ChannelOutcome.Buffered, seconds: 11)
            .Received(ns, last, seconds: 13);

    private static string Text(ControlChannelDurable durable) =>
        $"{durable.NextNs} {durable.NextNr} {durable.Acknowledged} {durable.PeerWindow} "
        + string.Join(' ', durable.Queue.Select(message => $"{message.Ns}/{message.SessionId}/{Convert.ToHexString(message.Body.Span)}"));
}
