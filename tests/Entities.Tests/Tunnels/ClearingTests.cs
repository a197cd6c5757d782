using Entities.Tests.World;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

/// <summary>StopCCN, dead peers and idle tunnels (RFC 2661 §5.5, §5.7, §6.4).</summary>
public class ClearingTests
{
    private static readonly StopCcn Stop = new() { AssignedTunnelId = HandPeer.TunnelId, ResultCode = StopCcnResult.ShuttingDown, ErrorMessage = "bye" };

    [Fact]
    public void Rfc2661_5_7_AfterStopCcnItIsAcknowledgedForACycle()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world).Send(Stop);
        var failed = world.Lns.Answer<CallFailed>(1)!;
        (failed.FromStopCcn, failed.Result, failed.TunnelFailed).ShouldBe((true, 6u, true));

        var sent = world.Wire.Log.Count;
        world.Run(29);
        peer.NextNs--;
        peer.Send(Stop);
        var acks = world.Wire.Log.Skip(sent).ToList();
        acks.ShouldHaveSingleItem().IsZlb.ShouldBeTrue("nothing of ours is sent again after the peer's StopCCN");
        acks[0].Header.Nr.ShouldBe(peer.NextNs);

        world.Run(3);
        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    [Fact]
    public void ClearingGoesOnAfterARestart()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world).Send(Stop);
        world.Lns.Restart();
        world.Run(5);
        peer.NextNs--;
        var sent = world.Wire.Log.Count;
        peer.Send(Stop);

        world.Wire.Log.Skip(sent).ShouldHaveSingleItem().IsZlb.ShouldBeTrue();
        world.Run(27);
        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    [Fact]
    public void AStopCcnInsteadOfSccrpIsAcknowledgedToItsSender()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        HandPeer.AsLac(world).Send(Stop);

        world.Wire.Log[^1].Header.TunnelId.ShouldBe(HandPeer.TunnelId);
        world.Lns.Answer<CallFailed>(1)!.Stage.ShouldBe(CallStage.StageTunnel);
    }

    [Fact]
    public void AStopCcnInWaitCtlConnClears()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        HandPeer.AsLns(world).Send(Stop);

        world.Lac.Tunnel.Clearing!.ByPeer.ShouldBeTrue();
    }

    [Fact]
    public void ClosedByUs_StopCcnIsSentUntilItIsAcknowledged()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Wire.Drops = passed => passed.Message is StopCcn && world.Wire.Sent<StopCcn>(world.Lns).Count() < 3;
        world.Lns.TellTunnel(new CloseTunnel { Result = 6, Text = "maintenance" });
        world.Lns.Restart();
        world.Lns.TellTunnel(new CloseTunnel { Result = 6, Text = "maintenance" });
        world.Run(12);

        world.Wire.Sent<StopCcn>(world.Lns).Select(stop => stop.ErrorMessage).Distinct().ShouldBe(["maintenance"]);
        world.Wire.Sent<Cdn>(world.Lns).ShouldBeEmpty();
        world.Lac.OffHook.ShouldBeEmpty();
        world.Lns.Answer<CallClosed>(1)!.Text.ShouldContain("maintenance");
        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([1u, 2u]);
        world.Run(40);
        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
        world.Lac.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    [Fact]
    public void ADestinationThatAsksAClearingTunnelHearsThatItIsClosed()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.TellTunnel(new CloseTunnel { Result = 1, Text = "x" });
        world.Run(1);
        foreach (var command in (Google.Protobuf.IMessage[])[new ReportLoad(), new LoseTie()])
        {
            var before = world.Lns.Tells.Count;
            world.Lns.TellTunnel(command);
            world.Run(0.1);
            world.Lns.Tells.Skip(before).ShouldHaveSingleItem().Command.ShouldBeOfType<TunnelClosed>();
        }
    }

    [Fact]
    public void Rfc2661_5_5_HelloAfterAMinuteOfSilence()
    {
        var world = new TunnelWorld().WithCallUp();
        var sent = world.Wire.Log.Count;
        world.Run(119);

        world.Wire.Log.Skip(sent).Count(passed => passed.Message is Hello && passed.From == world.Lns).ShouldBeGreaterThan(0);
        world.Wire.Log.Skip(sent).Count(passed => passed.Message is Hello).ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Rfc2661_5_5_ADeadPeerCostsTheTunnelAndIsNotSpokenTo()
    {
        // echoes of PPP would notice a second earlier
        var profile = new WorldSettings().Profile.Clone();
        profile.EchoIntervalSeconds = 60;
        var world = new TunnelWorld(1, new WorldSettings { Profile = profile }).WithCallUp();
        world.Lac.Crash();
        world.Run(60 + 31);
        world.Lns.Answer<CallClosed>(1).ShouldBeNull("the LAC asked to be waited for (RFC 4951 §5.1)");
        world.Run(30 + 2);

        world.Lns.Answer<CallClosed>(1)!.Text.ShouldContain("dead");
        world.Wire.Sent<StopCcn>(world.Lns).ShouldBeEmpty();
        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([1u, 2u]);
        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    /// <summary>Its record has to wait for a server, and the tunnel with it; a restart must not wake the channel.</summary>
    [Fact]
    public void ADeadTunnelThatWaitsForItsServerSendsNothing()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Radius.TakesAccounting = false;
        world.Lac.Crash();
        world.Run(60 + 31 + 30 + 2);
        var sent = world.Wire.Log.Count;
        world.Lns.Restart();
        world.Run(60);

        world.Wire.Log.Count.ShouldBe(sent);
        world.Radius.TakesAccounting = true;
        world.Lns.Restart();
        world.Run(1);
        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    [Fact]
    public void AnIdleTunnelIsClosedByItsInitiator()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        world.Run(58);
        world.Wire.Sent<StopCcn>(world.Lns).ShouldBeEmpty();
        world.Run(4);

        world.Wire.Sent<StopCcn>(world.Lns).ShouldHaveSingleItem().ResultCode.ShouldBe(StopCcnResult.GeneralRequest);
        world.Wire.Sent<StopCcn>(world.Lac).ShouldBeEmpty();
    }

    [Fact]
    public void ACallInTimeKeepsAnIdleTunnel()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        world.Run(50);
        world.WithCallUp(2).Run(100);

        world.Wire.Sent<StopCcn>(world.Lns).ShouldBeEmpty();
        world.Wire.Sent<Sccrq>(world.Lns).Count().ShouldBe(1);
    }

    /// <summary>The call was given up while SCCRQ was out, and the process that started the idle timer has died since.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATunnelThatComesUpWithoutCallsIsClosedWhenIdle(bool restarts)
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var lac = HandPeer.AsLac(world);
        world.Lns.Tell(world.Lns.Entities(EntityKinds.Tunnel).Single(), new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        world.Run(1);
        if (restarts) world.Lns.Restart();
        lac.Send(new Sccrp { HostName = "lac", FramingCapabilities = FramingType.Asynchronous, AssignedTunnelId = HandPeer.TunnelId }).Send(null);
        world.Lns.Tunnel.IsEstablished.ShouldBeTrue();
        for (var second = 0; second < 59; second++)
        {
            lac.Send(null);
            world.Run(0.9);
        }
        world.Lns.Tunnel.IsEstablished.ShouldBeTrue();

        world.Run(2);
        lac.Last<StopCcn>().ErrorMessage.ShouldBe("no sessions left");
    }
}
