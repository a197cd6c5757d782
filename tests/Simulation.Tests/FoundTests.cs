using System.Net;
using Entities.Calls.Lns;
using Entities.Destinations;
using Entities.DialOut;
using Entities.Tunnels;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Faults;
using Simulation.Nodes;
using Simulation.Runs;

namespace Simulation.Tests;

/// <summary>What seeds have found, each in its shortest form.</summary>
public sealed class FoundTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IPEndPoint Local = IPEndPoint.Parse("10.0.0.1:1701");
    private static readonly IPEndPoint Peer = IPEndPoint.Parse("10.0.1.1:1701");

    /// <summary>
    /// A message that still waited for the window at the crash counted as sent, so a ZLB carried an Ns beyond it; a peer that drops what
    /// comes early dropped the acknowledgement too.
    /// </summary>
    [Fact]
    public void Rfc2661_5_8_ZlbAfterARecoveryIsNotAheadOfWhatWasSent()
    {
        var channel = ControlChannel.Open(new ControlChannelSettings()).WithQueued(0, 0, new byte[8]).WithQueued(1, 0, new byte[8]);
        channel = channel.Transmit(Noon).Channel;
        channel.ZlbNs.ShouldBe((ushort)1, "slow start lets one out");

        var resumed = channel.Resume(helloSlack: 1);
        resumed.ZlbNs.ShouldBe((ushort)0);
        resumed.Transmit(Noon).Channel.ZlbNs.ShouldBe((ushort)1);
        // both may have left before the crash
        resumed.Receive(ns: 0, nr: 2, sessionId: 0, body: default, Noon).Channel.Queue.ShouldBeEmpty();
    }

    /// <summary>The timer at the end of clearing came before its wall-clock time, did nothing, and never came again.</summary>
    [Fact]
    public void ClearedTunnelIsForgottenAlthoughTheClockWasSetBack()
    {
        IEntityKind kind = new TunnelKind(new LnsTerms(new WorldSettings()), LnsCallRole.Instance);
        var terms = new TunnelTerms { Local = Local.ToMessage(), Peer = Peer.ToMessage(), LocalName = "lns" };
        var state = kind.Initial(new TunnelKey(Local, 7).ToString());
        Decide(kind, ref state, new OpenTunnel { Terms = terms, FirstContact = true }, Noon);
        var timer = Decide(kind, ref state, new CloseTunnel { Result = 1, Text = "test" }, Noon).OfType<StartTimer>().Single(IsCleared);

        var early = Decide(kind, ref state, new TimerFired { Name = timer.Name }, timer.Due.AddMilliseconds(-400));
        early.OfType<StartTimer>().Single(IsCleared).Due.ShouldBe(timer.Due);
        kind.IsOver(state).ShouldBeFalse();
        Decide(kind, ref state, new TimerFired { Name = timer.Name }, timer.Due);
        kind.IsOver(state).ShouldBeTrue();

        bool IsCleared(StartTimer start) => start.Due - Noon > TimeSpan.FromSeconds(30);
    }

    /// <summary>
    /// Seed 1295: our Ack of a site's tenth IPCP request was lost when we had opened, and the site gave up, as RFC 1661 §4.6 has it. A budget
    /// that lets PPP lose three frames of ten at will is none; one that loses each packet once is, however unlucky.
    /// </summary>
    [Theory]
    [InlineData(PppAuthentication.Chap)]
    [InlineData(PppAuthentication.Pap)]
    public void Rfc1661_4_6_TenConfigureRequestsAreEnoughWhenEachPacketIsLostOnce(PppAuthentication authentication)
    {
        var result = Run.Once(1295, settle: settings => settings with { Authentication = authentication }, adjust: plan => plan with
        {
            Weather = plan.Weather with { Loss = 1 },
            Weights = new Dictionary<Fault, double> { [Fault.OneWayPartition] = 1, [Fault.CrashLns] = 1 },
        });
        result.Failure.ShouldBeNull();
        result.Statistics.CallsUp.ShouldBeGreaterThan(0);
        Run.Once(1295, settle: settings => settings with { Authentication = authentication }).Failure.ShouldBeNull();
    }

    /// <summary>
    /// Seed 780978: a second Configure-Request of the site came when the call was up, both negotiated anew (RFC 1661 §4.1), and the server, which
    /// refuses now and then there, refused the second authentication. That ends a call, and is no loss.
    /// </summary>
    [Fact]
    public void Rfc1661_4_1_ACallThatNegotiatesAnewMayBeRefused() => Run.Once(780978).Failure.ShouldBeNull();

    /// <summary>
    /// Seed 784464: both ends had lost their journals' tails; the LNS took the LAC's recovery and opened its own as well, and the ends took their
    /// numbers from different ones, so that a CDN was acknowledged in the place of another message (RFC 4951 §3.2.1).
    /// </summary>
    [Fact]
    public void Rfc4951_3_2_1_OneRecoveryServesBothEnds() => Run.Once(784464).Failure.ShouldBeNull();

    /// <summary>
    /// Seed 700454: a tunnel id was given again after a cut of the journal, and the oracle took the hello of the new tunnel for the message that
    /// had the same number in the old one.
    /// </summary>
    [Fact]
    public void AfterACutTheOracleDoesNotTakeATunnelForAnEarlierOneOfItsId() => Run.Once(700454).Failure.ShouldBeNull();

    /// <summary>
    /// Seed 730282: a LAC's cut journal had lost the last reset of a tunnel, and its next snapshot told of the one before; the oracle took that for
    /// a new one.
    /// </summary>
    [Fact]
    public void AfterACutTheOracleDoesNotTakeAnEarlierResetForANewOne() => Run.Once(730282).Failure.ShouldBeNull();

    /// <summary>Seed 761590: a LAC started again between the peer's reset of a tunnel and its own, and acknowledged what was sent before.</summary>
    [Fact]
    public void BetweenTwoResetsTheOracleLetsTheOldNumbersPass() => Run.Once(761590).Failure.ShouldBeNull();

    /// <summary>Seed 785733: the LNS stood still with a HELLO of the LAC's last life in its socket, and said HELLO itself before it read on.</summary>
    [Fact]
    public void Rfc2661_5_8_AHelloOfTheLastLifeTakesNoMessagesNumber() => Run.Once(785733).Failure.ShouldBeNull();

    /// <summary>Seed 786748: both ends had started again and kept each other's HELLO; the LNS started once more, and its OCRQ had the number of that HELLO.</summary>
    [Fact]
    public void Rfc2661_5_8_AHelloIsTakenWhileAProbeIsOut() => Run.Once(786748).Failure.ShouldBeNull();

    /// <summary>Seed 787785: a lying journal forgot a recovery's end but not its beginning, and the LNS reset its channel by it a second time.</summary>
    [Fact]
    public void AResetThatALyingJournalRepeatsIsNotJudged() => Run.Once(787785).Failure.ShouldBeNull();

    /// <summary>Seed 794797: a CDN came while a repeated PlaceCall waited for a probe's answer, and the call was placed once more.</summary>
    [Fact]
    public void ACallThatHasEndedIsNotPlacedAgainByAnOldOrder() => Run.Once(794797).Failure.ShouldBeNull();

    /// <summary>Seed 794879: the StopCCN of a tunnel that the LNS had given up was taken for the second message in the one that the LAC was opening.</summary>
    [Fact]
    public void AStopCcnForATunnelThatNeverCameIsDropped() => Run.Once(794879).Failure.ShouldBeNull();

    private static IReadOnlyList<Effect> Decide(IEntityKind kind, ref object state, IMessage command, DateTimeOffset now)
    {
        var decision = kind.Decide(state, command, new Moment(now, new Random(1)));
        state = decision.Events.Aggregate(state, kind.Evolve);
        return decision.Effects;
    }
}
