using Entities.Calls.Lns;
using Entities.Tests.World;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Calls;

/// <summary>RFC 2661 §7.5.2 at the LNS, message by message.</summary>
public class LnsCallTests
{
    private const ushort LacSession = 900;

    public enum At { WaitReply, WaitConnect, Established }

    public static TheoryData<At> States => [At.WaitReply, At.WaitConnect, At.Established];

    [Theory]
    [MemberData(nameof(States))]
    public void CdnEndsTheCallAndTellsWhy(At state)
    {
        var (world, peer, session) = In(state);
        peer.Send(new Cdn { AssignedSessionId = LacSession, ResultCode = CdnResult.Busy, Q931Cause = new Q931Cause(17, 0x45) }, session);

        var failed = world.Lns.Answer<CallFailed>(1)!;
        (failed.Result, failed.Cause, failed.TunnelFailed).ShouldBe((8u, 17u, false));
        failed.Stage.ShouldBe(state switch { At.WaitReply => CallStage.StageRequest, At.WaitConnect => CallStage.StageDialling, _ => CallStage.StagePpp });
        peer.All<Cdn>().ShouldBeEmpty("a CDN is not answered");
        world.Lns.Tunnel.Calls.ShouldBeEmpty();
        world.Lns.Table.ShouldBeEmpty();
        world.Lns.Tunnel.IsEstablished.ShouldBeTrue();
    }

    /// <summary>A LAC that refuses before it has read our session id from the OCRQ names the call by the AVP alone (§4.4.4).</summary>
    [Theory]
    [InlineData(At.WaitConnect)]
    [InlineData(At.Established)]
    public void Rfc2661_6_12_ACdnWithSession0InTheHeaderIsFoundByItsAvp(At state)
    {
        var (world, peer, _) = In(state);
        peer.Send(new Cdn { AssignedSessionId = LacSession, ResultCode = CdnResult.NoCarrier });

        world.Lns.Answer<CallFailed>(1)!.Result.ShouldBe(7u);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void StopCcnEndsTheCallWithoutCdn(At state)
    {
        var (world, peer, _) = In(state);
        peer.Send(new StopCcn { AssignedTunnelId = HandPeer.TunnelId, ResultCode = StopCcnResult.ShuttingDown });

        var failed = world.Lns.Answer<CallFailed>(1)!;
        (failed.Result, failed.FromStopCcn, failed.TunnelFailed).ShouldBe((6u, true, true));
        peer.All<Cdn>().ShouldBeEmpty();
        var ended = world.Lns.Milestones(Milestone.CallEnded).Single();
        ended.Fields.Single(field => field.Name == "resultText").Value.ShouldBe("peer is being shut down");
    }

    [Theory]
    [MemberData(nameof(States))]
    public void CloseCallSendsCdnAndTellsTheSession(At state)
    {
        var (world, peer, _) = In(state);
        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        world.Run(0.1);

        peer.Last<Cdn>().ResultCode.ShouldBe(CdnResult.Administrative);
        peer.Last<Cdn>().PppDisconnectCause.ShouldBe(state == At.Established ? peer.Last<Cdn>().PppDisconnectCause : null);
        (peer.Last<Cdn>().PppDisconnectCause is null).ShouldBe(state != At.Established, "only a call that got to PPP has a cause of PPP (RFC 3145)");
        peer.Heard[^1].Header.SessionId.ShouldBe(state == At.WaitReply ? (ushort)0 : LacSession);
        world.Lns.Answer<CallFailed>(1)!.Result.ShouldBe(3u);
    }

    [Fact]
    public void CloseCallInWaitTunnelSendsNothing()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLac(world);
        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        peer.Send(new Sccrp { HostName = "lac", FramingCapabilities = FramingType.Asynchronous, BearerCapabilities = BearerType.Analog, AssignedTunnelId = HandPeer.TunnelId });

        peer.All<Ocrq>().ShouldBeEmpty();
        peer.All<Cdn>().ShouldBeEmpty();
        world.Lns.Answer<CallFailed>(1)!.Stage.ShouldBe(CallStage.StageTunnel);
    }

    /// <summary>Rows "send CDN, clean up" of §7.5.2.</summary>
    [Theory]
    [InlineData(At.WaitReply, "OCCN")]
    [InlineData(At.WaitReply, "OCRQ")]
    [InlineData(At.WaitConnect, "OCRP")]
    [InlineData(At.WaitConnect, "OCRQ")]
    [InlineData(At.Established, "OCRP")]
    [InlineData(At.Established, "OCCN")]
    [InlineData(At.Established, "OCRQ")]
    public void Rfc2661_7_5_2_AMessageOutOfPlaceEndsTheCall(At state, string message)
    {
        var (world, peer, session) = In(state);
        peer.Send(message switch
        {
            "OCRP" => new Ocrp { AssignedSessionId = LacSession },
            "OCCN" => new Occn { TxConnectSpeed = 1, Framing = FramingType.Asynchronous },
            _ => HandPeer.Request(),
        }, session);

        peer.Last<Cdn>().ResultCode.ShouldBe(CdnResult.GeneralError);
        world.Lns.Answer<CallFailed>(1).ShouldNotBeNull();
        world.Lns.Tunnel.IsEstablished.ShouldBeTrue();
    }

    [Fact]
    public void OcrpAndOccnBackToBackAreTakenInOneDatagramEach_AndEvenInTheWrongOrder()
    {
        var (world, peer, session) = In(At.WaitReply);
        // OCCN overtakes OCRP
        peer.NextNs++;
        peer.Send(new Occn { TxConnectSpeed = 33600, RxConnectSpeed = 28800, Framing = FramingType.Asynchronous }, session);
        world.Lns.Call(1).Answered.ShouldBeNull();
        peer.NextNs -= 2;
        peer.Send(new Ocrp { AssignedSessionId = LacSession }, session);

        var connected = world.Lns.Call(1).Connected!;
        (connected.TransmitBps, connected.ReceiveBps).ShouldBe((33600u, 28800u));
        peer.All<Sli>().ShouldNotBeEmpty();
    }

    [Fact]
    public void AnIdThatIsInUseIsNoAnswer()
    {
        var (world, peer, _) = In(At.WaitConnect);
        world.Place(2);
        world.Run(0.1);
        peer.Send(new Ocrp { AssignedSessionId = LacSession }, peer.Last<Ocrq>().AssignedSessionId);

        world.Lns.Answer<CallFailed>(2).ShouldNotBeNull();
        world.Lns.Tunnel.Calls.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(At.WaitReply, 41, "OCRP")]
    [InlineData(At.WaitConnect, 150, "OCCN")]
    public void TheGuardTimersEndWhatTheLacForgot(At state, int seconds, string missing)
    {
        var (world, peer, _) = In(state);
        peer.Send(null);
        for (var left = seconds - 1.0; left > 0; left -= 20)
        {
            world.Run(Math.Min(left, 20));
            peer.Send(null);
        }
        world.Lns.Answer<CallFailed>(1).ShouldBeNull();
        world.Run(5);

        world.Lns.Answer<CallFailed>(1)!.Text.ShouldContain(missing);
        world.Lns.Answer<CallFailed>(1)!.Result.ShouldBe(0u, "no message of the LAC's said so");
        peer.All<Cdn>().ShouldHaveSingleItem();
    }

    /// <summary>A guard timer that came due while a probe held it back must not end the call that has been answered meanwhile.</summary>
    [Fact]
    public void ATimerThatIsTooLateHarmsNobody()
    {
        var (world, peer, session) = In(At.WaitReply);
        peer.Send(new Ocrp { AssignedSessionId = LacSession }, session);
        world.Lns.TellTunnel(new TimerFired { Name = $"call/{session}/reply" });
        world.Run(0.1);
        peer.Send(new Occn { TxConnectSpeed = 1, Framing = FramingType.Asynchronous }, session);
        world.Lns.TellTunnel(new TimerFired { Name = $"call/{session}/connect" });
        world.Run(0.1);

        world.Lns.Call(1).Phase(true).ShouldBe(OutgoingCallLnsState.Established);
    }

    [Fact]
    public void WenIsNoTrouble()
    {
        var (world, peer, session) = In(At.Established);
        peer.Send(new Wen { CallErrors = new CallErrors(1, 2, 3, 4, 5, 6) }, session);

        world.Lns.Milestones(Milestone.UnexpectedMessage).ShouldBeEmpty();
    }

    [Fact]
    public void TheSessionLimitIsKept()
    {
        var settings = new WorldSettings();
        var world = new TunnelWorld(1, settings with { LnsTunnel = settings.LnsTunnel with { MaximumSessions = 1 } }).WithCallUp();
        world.Place(2);
        world.Run(1);

        world.Lns.Answer<CallRefused>(2)!.Reason.ShouldBe(RefusalReason.SessionLimit);
    }

    [Fact]
    public void QueryCallIsAnsweredInEachState()
    {
        foreach (var state in Enum.GetValues<At>())
        {
            var (world, _, _) = In(state);
            world.Lns.Told.Clear();
            world.Lns.TellTunnel(new QueryCall { CallKey = TunnelWorld.Key(1) });
            world.Lns.TellTunnel(new QueryCall { CallKey = TunnelWorld.Key(99) });
            world.Run(0.1);
            world.Lns.Answer<CallAccepted>(1).ShouldNotBeNull();
            world.Lns.Answer<CallClosed>(99)!.Unknown.ShouldBeTrue();
        }

        var up = new TunnelWorld().WithCallUp();
        up.Lns.TellTunnel(new QueryCall { CallKey = TunnelWorld.Key(1) });
        up.Run(0.1);
        up.Lns.Told.OfType<CallUp>().Count().ShouldBe(2);
        up.Lns.Told.OfType<CallUp>().Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void TheSameOrderTwiceIsOneCall()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Place(1);
        world.Run(5);

        world.Wire.Sent<Ocrq>(world.Lns).ShouldHaveSingleItem();
        world.Lns.Told.OfType<CallUp>().Count().ShouldBe(2);
    }

    [Fact]
    public void CallSerialNumbersRiseWithinTheShard()
    {
        var world = new TunnelWorld().WithCallUp(1);
        world.Lns.Restart();
        world.WithCallUp(2).WithCallUp(3);

        var serials = world.Wire.Sent<Ocrq>(world.Lns).Select(ocrq => ocrq.CallSerialNumber).ToList();
        serials.Select(serial => serial & 0xFFFFFF).ShouldBe([0u, 1u, 2u]);
        serials.Select(serial => serial >> 24).Distinct().ShouldBe([(uint)world.Lns.Tunnel.Key.TunnelId >> 8]);
    }

    private static (TunnelWorld World, HandPeer Peer, ushort Session) In(At state)
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world);
        var session = peer.Last<Ocrq>().AssignedSessionId;
        if (state >= At.WaitConnect) peer.Send(new Ocrp { AssignedSessionId = LacSession }, session);
        if (state >= At.Established) peer.Send(new Occn { TxConnectSpeed = 33600, Framing = FramingType.Asynchronous }, session);
        world.Lns.Call(1).Phase(true).ToString().ShouldBe(state.ToString());
        return (world, peer, session);
    }
}
