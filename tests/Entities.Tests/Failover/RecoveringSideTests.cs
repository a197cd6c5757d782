using Entities.Calls.Lns;
using Entities.Tests.World;
using Entities.Tunnels;
using Entities.Tunnels.Failover;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Failover;

/// <summary>RFC 4951 §3.2 at the recovery endpoint: our LNS after a death that cost it the tail of its journal. The LAC is written by hand.</summary>
public class RecoveringSideTests
{
    [Fact]
    public void Rfc4951_3_2_1_ARecoveryTunnelIsAskedFor()
    {
        var scene = new RecoveringScene().Restart();

        var request = scene.Request;
        request.TunnelRecovery.ShouldBe(new TunnelRecovery(scene.Old.Theirs, HandPeer.TunnelId), "ours, then the LAC's (§5.2)");
        request.TieBreaker.ShouldNotBeNull("§3.2.1: MUST");
        request.FailoverCapability.ShouldBeNull("§3.2.1: MUST NOT");
        request.AssignedTunnelId.ShouldNotBe(scene.Old.Theirs);
        (request.AssignedTunnelId >> 8).ShouldBe(scene.Old.Theirs >> 8, "it lies in the old tunnel's shard");
        // M 1, H 0, length 16, vendor 0, type 77, reserved, reserved, id, reserved, id
        Convert.ToHexString(scene.Recovery.Heard[0].Body.Span).ShouldContain($"80100000004D00000000{scene.Old.Theirs:X4}0000{HandPeer.TunnelId:X4}");
    }

    [Fact]
    public void NothingIsSentOnTheOldTunnelBeforeTheReset()
    {
        var scene = new RecoveringScene().WithCall(21).Restart();
        scene.Old.Send(new Hello());
        scene.World.Run(5);

        scene.World.Wire.NewSince(0).Where(passed => passed.At > scene.World.Now.AddSeconds(-8) && passed.Header.TunnelId == HandPeer.TunnelId).ShouldBeEmpty();
        scene.OldState.Failover.ShouldBe(FailoverState.Recovering);
        scene.World.Lns.Milestones(Milestone.RecoveryBegun).ShouldHaveSingleItem().Text.ShouldContain("cut");
    }

    [Theory]
    [InlineData(true, RecoveringScene.SuggestedNs, RecoveringScene.SuggestedNr)]
    [InlineData(false, 0, 0)] // "MUST reset the Ns and Nr values to zero"
    public void Rfc4951_3_2_2_TheControlChannelIsResetBySccrp(bool suggests, ushort ns, ushort nr)
    {
        var scene = new RecoveringScene().WithCall(21).Restart().Answer(suggests);

        scene.OldState.LastReset.ShouldNotBeNull();
        (scene.OldState.LastReset!.Ns, scene.OldState.LastReset.Nr).ShouldBe(((uint)ns, (uint)nr));
        scene.Recovery.Heard.Select(passed => passed.Message!.Type).ShouldContain(MessageType.Scccn);
        // the first message of the recovered tunnel carries both numbers
        var first = scene.Recovered.Heard[0].Header;
        (first.Ns, first.Nr).ShouldBe((ns, nr));
    }

    /// <summary>§3.2.2: the recovery tunnel can be closed then; who asked closes it.</summary>
    [Fact]
    public void Rfc4951_3_2_2_TheRecoveryTunnelIsTornDown()
    {
        var scene = new RecoveringScene().Restart().Answer();
        scene.Recovery.FixedNr = null;
        scene.Recovery.Send(null);

        scene.Recovery.Heard.Select(passed => passed.Message!.Type).ShouldBe([MessageType.Scccn, MessageType.StopCcn]);
        scene.Recovery.Last<StopCcn>().ResultCode.ShouldBe(StopCcnResult.GeneralRequest);
        scene.World.Run(40);
        scene.World.Lns.States<TunnelState>(EntityKinds.Tunnel).ShouldHaveSingleItem().IsEstablished.ShouldBeTrue();
    }

    [Fact]
    public void Rfc4951_3_2_1_TheSameSecretProvesBothEnds()
    {
        var scene = new RecoveringScene(secret: "tunnel-secret").Restart();
        scene.Request.Challenge.ShouldNotBeNull();
        scene.Answer(); // without a response

        scene.Recovery.Last<StopCcn>().ResultCode.ShouldBe(StopCcnResult.NotAuthorized);
        scene.World.Run(1);
        scene.World.Lns.Milestones(Milestone.RecoveryFailed).ShouldHaveSingleItem();
        scene.World.Lns.Answer<CallFailed>(1)!.TunnelFailed.ShouldBeTrue();
    }

    /// <summary>§3.2.1: "for any reason … MUST silently clear the old tunnel and sessions".</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rfc4951_3_2_1_WithoutARecoveryTunnelTheOldOneIsClearedSilently(bool refuses)
    {
        var scene = new RecoveringScene().WithCall(21).Restart();
        if (refuses)
        {
            var refusal = new HandTunnel(scene.World, scene.World.Lns, WorldNode.LacAddress, RecoveringScene.RecoveryId)
            { Theirs = scene.Request.AssignedTunnelId, FixedNr = 1 };
            refusal.Send(new StopCcn { AssignedTunnelId = RecoveringScene.RecoveryId, ResultCode = StopCcnResult.GeneralError, ErrorCode = GeneralError.NoControlConnection });
        }
        scene.World.Run(refuses ? 1 : 33);

        scene.World.Lns.Answer<CallFailed>(1)!.TunnelFailed.ShouldBeTrue();
        scene.World.Wire.Log.Any(passed => passed.Header.TunnelId == HandPeer.TunnelId && passed.Message is Cdn or StopCcn).ShouldBeFalse();
        scene.World.Run(70);
        scene.World.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    /// <summary>§3.3 Step I, and what the call's owner wants: the same call is asked for anew, in a new session.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc4951_3_3_ACallThatWasNotEstablishedIsAskedForAgain(bool isAnswered)
    {
        var scene = new RecoveringScene();
        var before = scene.Old.Last<Ocrq>();
        if (isAnswered) scene.WithCall(21, isConnected: false);
        scene.Restart().Answer();

        var again = scene.Recovered.All<Ocrq>().ShouldHaveSingleItem();
        again.CalledNumber.ShouldBe(before.CalledNumber);
        again.AssignedSessionId.ShouldNotBe(before.AssignedSessionId, "§3.3: least recently used ids");
        again.CallSerialNumber.ShouldNotBe(before.CallSerialNumber);
        scene.Recovered.All<Cdn>().ShouldBeEmpty();
        scene.World.Lns.Table.ShouldBeEmpty();
        scene.World.Lns.Call(1).SessionId.ShouldBe(again.AssignedSessionId);
        scene.World.Lns.Answer<CallFailed>(1).ShouldBeNull();
    }

    [Fact]
    public void Rfc4951_3_2_2_NoNewSessionBeforeStepI()
    {
        var scene = new RecoveringScene().Restart();
        scene.World.Place(2, "5552222");
        scene.World.Run(2);
        scene.World.Wire.Log.Count(passed => passed.Message is Ocrq { CalledNumber: "5552222" }).ShouldBe(0);

        scene.Answer();
        scene.World.Run(1);
        scene.Recovered.All<Ocrq>().Select(ocrq => ocrq.CalledNumber).ShouldBe([TunnelWorld.Number]);
        scene.Recovered.Send(null);
        scene.Recovered.All<Ocrq>().Select(ocrq => ocrq.CalledNumber).ShouldBe([TunnelWorld.Number, "5552222"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rfc4951_3_2_3_SequencedSessionsCountFromZeroOrEnd(bool peerCanReset)
    {
        var scene = peerCanReset ? new RecoveringScene() : WithoutD();
        scene.WithCall(21, sequencing: true).Restart().Answer();

        var installed = scene.World.Lns.Performed.OfType<InstallForwarding>().Last().Entry;
        installed.RestartSequence.ShouldBe(peerCanReset);
        scene.Recovered.All<Cdn>().Count().ShouldBe(peerCanReset ? 0 : 1);
    }

    [Fact]
    public void ADeathInTheMiddleBeginsAgainWithAnotherRequest()
    {
        var scene = new RecoveringScene().WithCall(21).Restart();
        var first = scene.Request;
        scene.Restart();
        var second = scene.Request;
        second.AssignedTunnelId.ShouldNotBe(first.AssignedTunnelId);

        scene.Answer();
        scene.OldState.LastReset.ShouldNotBeNull();
        scene.World.Lns.Call(1).Connected.ShouldNotBeNull();
    }

    /// <summary>A death with a whole journal while the recovery is under way: the same request goes on.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheRecoveryOutlivesARestart(bool fromSnapshot)
    {
        var scene = new RecoveringScene().WithCall(21).Restart();
        var first = scene.Request;
        scene.World.Lns.RestartsFromSnapshot = fromSnapshot;
        scene.Restart(JournalTail.Whole);
        scene.Request.ShouldBeEquivalentTo(first);

        scene.Answer();
        scene.OldState.LastReset.ShouldNotBeNull();
    }

    /// <summary>The LAC said C alone.</summary>
    private static RecoveringScene WithoutD()
    {
        var scene = new RecoveringScene(speaksFailover: false);
        var introduced = scene.OldState.Peer!.Clone();
        introduced.FailoverBits = 1;
        scene.World.Lns.Rewrite(scene.OldId, message => message is PeerIntroduced ? introduced : message);
        return scene;
    }
}
