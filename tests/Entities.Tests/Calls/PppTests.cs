using Entities.Tests.World;
using Protocols.L2tp;
using Protocols.Ppp;
using Shared.Messages;
using Shared.Messages.Entities;
using Cause = Protocols.Ppp.PppDisconnectCode;

namespace Entities.Tests.Calls;

/// <summary>PPP in the bundle: how it fails in each phase, how it ends, and what the LAC, RADIUS and the dial-out session hear of it.</summary>
public class PppTests
{
    [Theory]
    [InlineData(PppAuthentication.Pap)]
    [InlineData(PppAuthentication.Chap)]
    [InlineData(PppAuthentication.AuthNone)]
    public void BothSidesProveThemselves(PppAuthentication method)
    {
        var world = new TunnelWorld(1, new WorldSettings { PppAuthentication = method }).WithCallUp();

        world.Lns.Milestones(Milestone.WeAreAuthenticated).ShouldHaveSingleItem();
        world.Lns.Milestones(Milestone.PeerAuthenticated).Count().ShouldBe(method == PppAuthentication.AuthNone ? 0 : 1);
        world.Radius.Questions.Count.ShouldBe(method == PppAuthentication.AuthNone ? 0 : 1);
    }

    [Fact]
    public void RadiusRejectsTheSite_Code16()
    {
        var world = new TunnelWorld();
        world.Radius.Outcome = RadiusOutcome.Reject;
        Fails(world, Cause.AuthenticationFailed, 30).AuthenticationFailed.ShouldBeTrue();
    }

    [Fact]
    public void RadiusIsSilent()
    {
        var world = new TunnelWorld();
        world.Radius.Outcome = RadiusOutcome.NoAnswer;
        Fails(world, Cause.AuthenticationFailed, 30);
        world.Lns.Milestones(Milestone.RadiusSilent).ShouldHaveSingleItem();
    }

    [Fact]
    public void TheSiteRejectsUs_Code16()
    {
        var world = new TunnelWorld();
        world.Lac.Site = new SiteSettings { AcceptsCaller = false };
        Fails(world, Cause.AuthenticationFailed, 30).AuthenticationFailed.ShouldBeTrue();
    }

    [Fact]
    public void TheSiteRefusesToBeAuthenticated_Code15()
    {
        var world = new TunnelWorld();
        world.Lac.Site = new SiteSettings { Name = "" };
        Fails(world, Cause.AuthenticationProtocolUnacceptable, 60).AuthenticationFailed.ShouldBeTrue();
    }

    /// <summary>RFC 2661 §4.4.2 has a code for it: connected, but no framing.</summary>
    [Fact]
    public void TheSiteSaysNothing_Cdn11()
    {
        var world = new TunnelWorld();
        world.Lac.Site = new SiteSettings { IsSilent = true };
        var failed = Fails(world, Cause.NoLcpRecognised, 60);

        failed.AuthenticationFailed.ShouldBeFalse();
        failed.Stage.ShouldBe(CallStage.StagePpp);
        world.Wire.Sent<Cdn>(world.Lns).First().ResultCode.ShouldBe(CdnResult.NoFraming);
    }

    [Fact]
    public void TheUserHangsUp()
    {
        var world = new TunnelWorld().WithCallUp();
        var site = world.Lac.OffHook.Single().Site!;
        var frames = site.FramesSeen;
        site.Close();
        world.Run(2);

        site.FramesSeen.ShouldBeGreaterThan(frames, "its Terminate-Request is answered");
        var cdn = world.Wire.Sent<Cdn>(world.Lns).First();
        (cdn.ResultCode, cdn.PppDisconnectCause!.Code, cdn.PppDisconnectCause.Direction)
            .ShouldBe((CdnResult.Administrative, (Protocols.L2tp.PppDisconnectCode)Cause.NormalDisconnection, Protocols.L2tp.PppDisconnectDirection.AtPeer));
        world.Lns.Answer<CallClosed>(1).ShouldNotBeNull();
        FakeRadius.Number(world.Radius.Records[^1], Protocols.Radius.Attributes.RadiusType.AcctTerminateCause).ShouldBe(1u, "User-Request (RFC 2866 §5.10)");
        world.Lac.OffHook.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1661_5_8_ASiteWithoutEchoesIsLost()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lac.OffHook.Single().Site!.CarrierLost();
        world.Run(130);

        world.Wire.Sent<Cdn>(world.Lns).First().PppDisconnectCause!.Code.ShouldBe((Protocols.L2tp.PppDisconnectCode)Cause.EchoTimeout);
        FakeRadius.Number(world.Radius.Records[^1], Protocols.Radius.Attributes.RadiusType.AcctTerminateCause).ShouldBe(2u, "Lost-Carrier");
    }

    [Fact]
    public void AnAnswerOfRadiusForAnotherCheckIsIgnored()
    {
        var world = new TunnelWorld().WithCallUp();
        foreach (var correlation in (string[])["", "/", "x/y/1", $"{world.Lns.Call(1).SessionId}/other/1"])
            world.Lns.TellTunnel(new RadiusAnswer { Correlation = correlation, Outcome = RadiusOutcome.Reject });
        world.Run(1);

        world.Lns.Tunnel.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public void PppThatWasNegotiatingStartsAgainAfterATakeover()
    {
        var world = new TunnelWorld();
        world.Place(1);
        world.RunUntil(() => world.Lns.Milestones(Milestone.LcpOpened).Any(), 30).ShouldBeTrue();
        world.Lns.Restart();
        world.RunUntil(() => world.Lns.IsUp(1), 30).ShouldBeTrue();

        world.Lac.Dialled.ShouldHaveSingleItem();
    }

    private static CallFailed Fails(TunnelWorld world, Cause cause, int seconds)
    {
        world.Place(1);
        world.RunUntil(() => world.Lns.Answer<CallFailed>(1) is not null, seconds).ShouldBeTrue();
        world.Run(3);

        world.Wire.Sent<Cdn>(world.Lns).First().PppDisconnectCause!.Code.ShouldBe((Protocols.L2tp.PppDisconnectCode)cause);
        world.Lac.OffHook.ShouldBeEmpty();
        world.Radius.Records.ShouldBeEmpty("what never was up is not accounted for");
        var failed = world.Lns.Answer<CallFailed>(1)!;
        failed.Result.ShouldBe(0u, "we said so, not the LAC");
        return failed;
    }
}
