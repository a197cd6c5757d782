using Entities.Calls.Lac;
using Entities.Lines;
using Entities.Tests.World;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Calls;

/// <summary>RFC 2661 §7.5.1 at the LAC.</summary>
public class LacCallTests
{
    private const ushort LnsSession = 5;

    [Fact]
    public void Rfc2661_7_5_OcrpThenOccn()
    {
        var (world, peer) = Dialling();
        var ocrp = peer.Last<Ocrp>();
        ocrp.PhysicalChannelId.ShouldBe(1u);
        world.Run(3);

        peer.Last<Occn>().Framing.ShouldBe(FramingType.Asynchronous);
        peer.Heard.Where(passed => passed.Message is Ocrp or Occn).ShouldAllBe(passed => passed.Header.SessionId == LnsSession);
        world.Lac.OffHook.Single().Orders.OfType<LineOrder.Bridge>().ShouldHaveSingleItem().PeerSessionId.ShouldBe(LnsSession);
    }

    [Theory]
    [InlineData(LineEventKind.LineBusy, CdnResult.Busy, 17)]
    [InlineData(LineEventKind.LineNoAnswer, CdnResult.NoCarrier, 19)]
    [InlineData(LineEventKind.LineNoDialtone, CdnResult.NoDialTone, 27)]
    [InlineData(LineEventKind.LineBlacklisted, CdnResult.Administrative, 21)]
    [InlineData(LineEventKind.LineError, CdnResult.GeneralError, 41)]
    [InlineData(LineEventKind.LineEventUnspecified, CdnResult.NotEstablishedInTime, 102)]
    public void WhatTheLineSaysBecomesTheCdn(LineEventKind what, CdnResult result, int cause)
    {
        var world = new TunnelWorld(1, HandPeer.Open() with { SendsQ931Cause = true });
        world.Lac.Network[TunnelWorld.Number] = what;
        var peer = HandPeer.AsLnsWithTunnel(world).Send(HandPeer.Request(LnsSession));
        for (var second = 0; second < 65; second++)
        {
            world.Run(1);
            peer.Send(null);
        }

        var cdn = peer.Last<Cdn>();
        (cdn.ResultCode, (int)cdn.Q931Cause!.CauseCode).ShouldBe((result, cause));
        (cdn.ErrorCode ?? GeneralError.None).ShouldBe(result == CdnResult.GeneralError ? GeneralError.VendorSpecific : GeneralError.None);
        cdn.AssignedSessionId.ShouldBe(peer.Last<Ocrp>().AssignedSessionId);
        world.Lac.OffHook.ShouldBeEmpty();
    }

    [Fact]
    public void Q931IsLeftOutWhereItIsNotAskedFor()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        world.Lac.Network[TunnelWorld.Number] = LineEventKind.LineBusy;
        var peer = HandPeer.AsLnsWithTunnel(world).Send(HandPeer.Request(LnsSession));
        peer.Send(null);
        world.Run(4);

        peer.Last<Cdn>().Q931Cause.ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc2661_7_5_1_OnCdnTheLineIsHungUp(bool isEstablished)
    {
        var (world, peer) = Dialling();
        if (isEstablished) world.Run(3);
        peer.Send(new Cdn { AssignedSessionId = LnsSession, ResultCode = CdnResult.Administrative }, peer.Last<Ocrp>().AssignedSessionId);
        world.Run(1);

        world.Lac.OffHook.ShouldBeEmpty();
        peer.All<Cdn>().ShouldBeEmpty();
        world.Lac.Tunnel.Calls.ShouldBeEmpty();
    }

    /// <summary>The LNS gives the call up before it has OCRP: it doesn't know our id.</summary>
    [Fact]
    public void Rfc2661_6_12_ACdnWithSession0InTheHeaderIsFoundByItsAvp()
    {
        var (world, peer) = Dialling();
        peer.Send(new Cdn { AssignedSessionId = LnsSession, ResultCode = CdnResult.Administrative });
        world.Run(1);

        world.Lac.OffHook.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "OCRP")]
    [InlineData(false, "OCCN")]
    [InlineData(false, "OCRQ")]
    [InlineData(true, "OCRP")]
    [InlineData(true, "OCCN")]
    [InlineData(true, "OCRQ")]
    public void Rfc2661_7_5_1_AMessageOutOfPlaceEndsTheCall(bool isEstablished, string message)
    {
        var (world, peer) = Dialling();
        if (isEstablished) world.Run(3);
        var session = peer.Last<Ocrp>().AssignedSessionId;
        peer.Send(message switch
        {
            "OCRP" => new Ocrp { AssignedSessionId = LnsSession },
            "OCCN" => new Occn { TxConnectSpeed = 1, Framing = FramingType.Asynchronous },
            _ => HandPeer.Request(LnsSession),
        }, message == "OCRQ" ? (ushort)0 : session);
        world.Run(1);

        peer.Last<Cdn>().AssignedSessionId.ShouldBe(session);
        world.Lac.OffHook.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc2661_7_5_1_OcrpWithoutACallIsAnsweredWithCdn()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLnsWithTunnel(world).Send(new Ocrp { AssignedSessionId = 44 }, 1234);

        peer.Last<Cdn>().ErrorCode.ShouldBe(GeneralError.InvalidSessionId);
        peer.Heard[^1].Header.SessionId.ShouldBe((ushort)44);
        peer.Send(new Occn { TxConnectSpeed = 1, Framing = FramingType.Asynchronous }, 1234);
        peer.All<Cdn>().Count().ShouldBe(1, "OCCN and CDN of no call are cleaned up in silence");
    }

    [Fact]
    public void AllLinesBusyIsTemporary()
    {
        var world = new TunnelWorld(1, HandPeer.Open(new WorldSettings { Lines = 1 }));
        var peer = HandPeer.AsLnsWithTunnel(world).Send(HandPeer.Request(5)).Send(HandPeer.Request(6));

        peer.Last<Cdn>().ResultCode.ShouldBe(CdnResult.NoFacilitiesTemporary);
        peer.Heard.Single(passed => passed.Message is Cdn).Header.SessionId.ShouldBe((ushort)6);
    }

    [Theory]
    [InlineData("not-a-number", CdnResult.InvalidDestination, BearerType.Analog)]
    [InlineData(TunnelWorld.Number, CdnResult.NoFacilitiesPermanent, BearerType.Digital)]
    public void WhatNoPoolDialsIsRefusedAtOnce(string number, CdnResult result, BearerType bearer)
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLnsWithTunnel(world).Send(HandPeer.Request(5, number) with { Bearer = bearer });

        peer.Last<Cdn>().ResultCode.ShouldBe(result);
        peer.Heard[^1].Header.SessionId.ShouldBe((ushort)5);
        peer.All<Ocrp>().ShouldBeEmpty();
        world.Lac.Tunnel.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void TheSessionLimitIsKept()
    {
        var settings = HandPeer.Open();
        var world = new TunnelWorld(1, settings with { LacTunnel = settings.LacTunnel with { MaximumSessions = 1 } });
        var peer = HandPeer.AsLnsWithTunnel(world).Send(HandPeer.Request(5)).Send(HandPeer.Request(6));

        peer.Last<Cdn>().ResultCode.ShouldBe(CdnResult.NoFacilitiesTemporary);
    }

    [Fact]
    public void ADroppedCarrierIsCdn1()
    {
        var (world, peer) = Dialling();
        world.Run(3);
        peer.Send(null);
        world.Lac.Happens(world.Lac.OffHook.Single(), LineEventKind.LineDropped);
        world.Run(0.5);

        peer.Last<Cdn>().ResultCode.ShouldBe(CdnResult.CarrierLost);
    }

    [Fact]
    public void SliReachesTheLine()
    {
        var (world, peer) = Dialling();
        world.Run(3);
        peer.Send(new Sli { SendAccm = 0, ReceiveAccm = 0xA0000 }, peer.Last<Ocrp>().AssignedSessionId);

        world.Lac.OffHook.Single().Orders.OfType<LineOrder.SetAccm>().ShouldHaveSingleItem().ShouldBe(new LineOrder.SetAccm(0, 0xA0000));
    }

    [Fact]
    public void AnOperatorMayCloseASession()
    {
        var (world, peer) = Dialling();
        world.Lac.TellTunnel(new CloseSession { SessionId = peer.Last<Ocrp>().AssignedSessionId, Result = 3, Text = "operator" });
        world.Run(0.5);

        peer.Last<Cdn>().ResultCode.ShouldBe(CdnResult.Administrative);
        world.Lac.OffHook.ShouldBeEmpty();
    }

    [Fact]
    public void ALostTunnelHangsUpAllItsLines()
    {
        var world = new TunnelWorld();
        world.WithCallUp(1).WithCallUp(2);
        world.Lns.Crash();
        // the LNS asked for 30 s beyond the time-out (RFC 4951 §5.1): no longer, for a line off-hook costs money
        world.Run(60 + 31 + 30 + 2);

        world.Lac.OffHook.ShouldBeEmpty();
        world.Lac.Milestones(Milestone.CallEnded).Count().ShouldBe(2);
    }

    /// <summary>A peer that asks and never acknowledges must not grow our memory: what cannot be answered is not taken.</summary>
    [Fact]
    public void AFloodOfRequestsIsNotTaken()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLnsWithTunnel(world);
        var nr = peer.Nr;
        for (var request = 0; request < ControlChannelSettings.MaximumQueued + 200; request++)
        {
            var body = ControlMessageCodec.Write(HandPeer.Request((ushort)(request + 100), "no-number"));
            var datagram = new byte[L2tpHeader.ControlLength + body.Length];
            L2tpHeader.WriteControl(datagram, peer.Theirs, 0, peer.NextNs++, nr, body.Length);
            body.CopyTo(datagram, L2tpHeader.ControlLength);
            world.Lac.ReceiveDatagram(WorldNode.LnsAddress, datagram);
        }
        world.Lac.Tunnel.Channel!.Queue.Count.ShouldBe(ControlChannelSettings.MaximumQueued);
    }

    private static (TunnelWorld, HandPeer) Dialling()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLnsWithTunnel(world).Send(HandPeer.Request(LnsSession)).Send(null);
        world.Lac.Tunnel.Calls.Values.OfType<LacCall>().ShouldHaveSingleItem().Phase.ShouldBe(OutgoingCallLacState.WaitCsAnswer);
        return (world, peer);
    }
}
