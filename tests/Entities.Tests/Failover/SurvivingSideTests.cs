using Entities.Destinations;
using Entities.Tests.World;
using Entities.Tunnels;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Failover;

/// <summary>RFC 4951 §3.2 at the remote endpoint: our LAC, whose LNS died. The LNS is written by hand.</summary>
public class SurvivingSideTests
{
    [Fact]
    public void Rfc4951_3_2_1_ARecoveryTunnelIsAnsweredWithSuggestedNumbersAndWithoutACapability()
    {
        var scene = new SurvivingScene().Ask();

        var reply = scene.Recovery.Last<Sccrp>();
        reply.FailoverCapability.ShouldBeNull("§3.2.1: MUST NOT");
        reply.SuggestedControlSequence.ShouldNotBeNull("§3.2.1: SHOULD");
        reply.AssignedTunnelId.ShouldNotBe(scene.Old.Theirs, "§3.2.1: no old Tunnel ID");
        (reply.AssignedTunnelId >> 8).ShouldBe(scene.Old.Theirs >> 8, "it lies in the old tunnel's shard");
        // M 0, H 0, length 12, vendor 0, type 78, reserved, Ns, Nr
        var body = Convert.ToHexString(scene.Recovery.Heard[0].Body.Span);
        body.ShouldContain($"000C0000004E0000{reply.SuggestedControlSequence!.Ns:X4}{reply.SuggestedControlSequence.Nr:X4}");
    }

    [Fact]
    public void Rfc4951_3_2_2_TheControlChannelIsResetByScccn()
    {
        var scene = new SurvivingScene().Ask();
        var before = scene.OldState.Channel!.NextNs;
        scene.Complete();

        var suggested = scene.Recovery.Last<Sccrp>().SuggestedControlSequence!;
        var channel = scene.OldState.Channel!;
        (channel.NextNs, channel.NextNr).ShouldBe((suggested.Nr, suggested.Ns), "Appendix A: Ns and Nr change places");
        channel.NextNs.ShouldNotBe(before);
        scene.OldState.LastReset!.Recovering.ShouldBeFalse();

        // and it works: a HELLO is acknowledged, a call is dialled
        scene.Recovered!.Send(HandPeer.Request(9)).Last<Ocrp>().ShouldNotBeNull();
        scene.World.Lac.Milestones(Milestone.TunnelRecovered).ShouldHaveSingleItem();
    }

    /// <summary>§3.2.1: "any control packet received on the recovered tunnel before control channel reset MUST be silently discarded".</summary>
    [Fact]
    public void Rfc4951_3_2_1_ControlPacketsBeforeTheResetAreDropped()
    {
        var scene = new SurvivingScene().Ask();
        var sent = scene.World.Wire.Log.Count;
        scene.Old.Send(HandPeer.Request(9)).Send(new Hello());
        scene.World.Run(2);

        scene.World.Wire.Log.Skip(sent).Where(passed => passed.From == scene.World.Lac && passed.Header.TunnelId == HandPeer.TunnelId).ShouldBeEmpty();
        scene.OldState.Calls.ShouldBeEmpty();
    }

    /// <summary>Numbers from before are old ones afterwards, so a straggler is acknowledged and has no effect.</summary>
    [Fact]
    public void Rfc4951_5_3_OldControlPacketsDoNotInterfere()
    {
        var scene = new SurvivingScene().Ask().Complete();
        scene.Old.Send(HandPeer.Request(9));
        scene.World.Run(1);

        scene.OldState.Calls.ShouldBeEmpty();
        scene.Recovered!.Send(HandPeer.Request(10)).Last<Ocrp>().ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0x7777, null)] // our tunnel, with another id of the peer's
    [InlineData(null, 0x7777)] // no tunnel of ours
    [InlineData(null, 0)]
    public void Rfc4951_3_2_1_UnknownIdsAreRefused(int? recover, int? remote)
    {
        var scene = new SurvivingScene().Ask((ushort?)recover, (ushort?)remote);

        var stop = scene.Recovery.Last<StopCcn>();
        (stop.ResultCode, stop.ErrorCode).ShouldBe((StopCcnResult.GeneralError, GeneralError.NoControlConnection));
        stop.ErrorMessage!.ShouldContain("4951");
        scene.Recovery.All<Sccrp>().ShouldBeEmpty();
        scene.OldState.StandsStill.ShouldBeFalse();
    }

    [Fact]
    public void Rfc4951_3_2_1_WithoutAnExchangedCapabilityItIsRefused()
    {
        var scene = new SurvivingScene(saysNothing: true).Ask();

        scene.Recovery.Last<StopCcn>().ErrorMessage!.ShouldContain("Failover Capability");
        scene.Recovery.All<Sccrp>().ShouldBeEmpty();
        scene.OldState.IsEstablished.ShouldBeTrue();
    }

    /// <summary>A version 3 SCCRQ has 3 in its header, which is no L2TPv2 at all (RFC 2661 §3.1).</summary>
    [Fact]
    public void Rfc4951_3_2_1_AnotherVersionIsNotAnswered()
    {
        var scene = new SurvivingScene();
        var datagram = Convert.FromHexString("C803 0014 00000000 0000 0000 8008 0000 0000 0001".Replace(" ", ""));
        scene.World.Wire.Inject(scene.World.Lac, WorldNode.LnsAddress, datagram);
        scene.World.Run(1);

        scene.Recovery.Heard.ShouldBeEmpty();
        scene.OldState.StandsStill.ShouldBeFalse();
    }

    [Fact]
    public void Rfc4951_3_2_1_ARetransmittedSccrqIsAnsweredOnce()
    {
        var scene = new SurvivingScene().Ask();
        scene.Recovery.NextNs = 0;
        scene.Ask();

        scene.World.Wire.Log.Where(passed => passed.Message is Sccrp { SuggestedControlSequence: not null }).Select(passed => passed.Header.Ns).Distinct().ShouldBe([(ushort)0]);
        scene.World.Lac.States<TunnelState>(EntityKinds.Tunnel).Count(tunnel => tunnel.Recovers is not null).ShouldBe(1);
        scene.Complete().OldState.LastReset.ShouldNotBeNull();
    }

    /// <summary>The peer asks and falls silent: the old tunnel goes on as it was.</summary>
    [Fact]
    public void ARecoveryTunnelThatIsNotCompletedChangesNothing()
    {
        var scene = new SurvivingScene().Ask();
        scene.Recovery.Send(null);
        var channel = (scene.OldState.Channel!.NextNs, scene.OldState.Channel.NextNr);
        scene.World.Run(scene.World.Settings.LacTunnel.SetUpSeconds + 1);

        scene.OldState.Failover.ShouldBe(FailoverState.Normal);
        scene.Old.Send(HandPeer.Request(9));
        scene.OldState.Calls.ShouldHaveSingleItem();
        channel.NextNr.ShouldBe((ushort)(scene.Old.NextNs - 1));
    }

    [Fact]
    public void Rfc4951_3_2_1_OnlySixMessagesMayTravelThere()
    {
        var scene = new SurvivingScene().Ask().Complete();
        var before = scene.World.Lac.Milestones(Milestone.UnexpectedMessage).Count();
        scene.Recovery.Send(HandPeer.Request(9)).Send(new Fsq { Sessions = [new FailoverSessionState(1, 2)] });
        scene.World.Run(1);

        scene.World.Lac.Milestones(Milestone.UnexpectedMessage).Count().ShouldBe(before + 2);
        scene.World.Lac.Dialled.ShouldBeEmpty();
        scene.Recovery.Heard.Select(passed => passed.Message!.Type).ShouldBe([MessageType.Sccrp]);
        // it is acknowledged all the same, and a HELLO too
        scene.Recovery.Send(new Hello());
        scene.World.Wire.Log.Last(passed => passed.Header.TunnelId == SurvivingScene.RecoveryId).Header.Nr.ShouldBe(scene.Recovery.NextNs);
    }

    [Fact]
    public void Rfc4951_3_2_2_EitherEndMayTearTheRecoveryTunnelDown()
    {
        var scene = new SurvivingScene().Ask().Complete();
        scene.Recovery.Send(new StopCcn { AssignedTunnelId = SurvivingScene.RecoveryId, ResultCode = StopCcnResult.GeneralRequest });
        scene.World.Run(40);
        scene.World.Lac.Tunnel.Recovers.ShouldBeNull("the old one alone is left");

        // a peer that forgets to: we do
        var forgetful = new SurvivingScene().Ask().Complete();
        forgetful.World.Run(forgetful.World.Settings.LacTunnel.SetUpSeconds + 1);
        forgetful.Recovery.All<StopCcn>().ShouldHaveSingleItem().AssignedTunnelId.ShouldBe(forgetful.Recovery.Theirs);
        forgetful.OldState.IsEstablished.ShouldBeTrue();
    }

    /// <summary>§3.3 Step I: silently, without CDN; the line is on-hook.</summary>
    [Fact]
    public void Rfc4951_3_3_SessionsThatAreNotEstablishedAreClearedSilently()
    {
        var scene = new SurvivingScene();
        scene.WithCall(5);
        scene.WithCall(6, isAnswered: false);
        scene.World.Lac.OffHook.Count().ShouldBe(2);

        scene.Ask().Complete();
        scene.World.Run(1);

        scene.OldState.Calls.Values.Select(call => call.PeerSessionId).ShouldBe([(ushort)5]);
        scene.World.Lac.OffHook.ShouldHaveSingleItem();
        scene.Recovered!.All<Cdn>().ShouldBeEmpty();
    }

    /// <summary>The data of an established session goes on all the while: its line is never dropped.</summary>
    [Fact]
    public void AnEstablishedCallKeepsItsLine()
    {
        var scene = new SurvivingScene();
        scene.WithCall(5);
        var line = scene.World.Lac.OffHook.Single();
        var orders = line.Orders.Count;
        scene.Ask().Complete();
        scene.World.Run(1);

        scene.World.Lac.OffHook.Single().ShouldBe(line);
        line.Orders.Count.ShouldBe(orders);
    }

    [Fact]
    public void TheRecoveryOutlivesARestartOfTheSurvivingEnd()
    {
        foreach (var fromSnapshot in (bool[])[false, true])
        {
            var scene = new SurvivingScene().Ask();
            scene.World.Lac.RestartsFromSnapshot = fromSnapshot;
            scene.World.Lac.Restart();
            scene.World.Run(3);
            scene.Complete();
            scene.World.Run(3);

            scene.OldState.LastReset.ShouldNotBeNull();
            scene.Recovered!.Send(HandPeer.Request(9)).Last<Ocrp>().ShouldNotBeNull();
        }
    }

    /// <summary>A node that starts again probes the recovery tunnel too, and its end may come meanwhile: StopCCN waits for the number.</summary>
    [Fact]
    public void ARecoveryTunnelThatIsBeingProbedClosesAfterwards()
    {
        var scene = new SurvivingScene().Ask().Complete();
        var recovery = new TunnelKey(WorldNode.LacAddress, scene.Recovery.Theirs).Entity;
        scene.World.Lac.Restart();
        scene.World.Run(0.1);
        scene.World.Lac.Tell(recovery, new TimerFired { Name = TunnelTimers.Deliver });
        scene.World.Run(0.1);
        scene.Recovery.All<StopCcn>().ShouldBeEmpty();
        scene.Recovery.Last<Hello>().ShouldNotBeNull();

        scene.Recovery.Send(null);
        scene.World.Run(0.1);
        scene.Recovery.Last<StopCcn>().ErrorMessage.ShouldBe("recovery is complete");
    }
}
