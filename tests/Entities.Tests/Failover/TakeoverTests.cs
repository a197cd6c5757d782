using Entities.Tests.World;
using Entities.Tunnels;
using Entities.Tunnels.Failover;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Failover;

/// <summary>ERX-L2TP-Resynch-Method 0 to 3, per destination: what becomes of a tunnel when its end starts again.</summary>
public class TakeoverTests
{
    [Fact]
    public void EveryCombinationHasAnAnswer()
    {
        foreach (var method in Enum.GetValues<ResynchMethod>())
            foreach (var exchanged in (bool[])[false, true])
                foreach (var missing in (bool[])[false, true])
                {
                    var way = Takeover.Of(method, exchanged, missing);
                    if (!exchanged) way.ShouldNotBe(TakeoverWay.Protocol, "AVP 77 has M 1: who does not know it must clear the tunnel");
                    if (method == ResynchMethod.Off) way.ShouldBe(TakeoverWay.Close);
                    if (exchanged && method is ResynchMethod.FailoverProtocol or ResynchMethod.FailoverProtocolThenSilent) (way == TakeoverWay.Protocol).ShouldBe(exchanged);
                }
        Takeover.Of(ResynchMethod.Silent, true, true).ShouldBe(TakeoverWay.Protocol);
        Takeover.Of(ResynchMethod.Silent, true, false).ShouldBe(TakeoverWay.Silent);
        Takeover.Of((ResynchMethod)9, true, true).ShouldBe(TakeoverWay.Silent);
    }

    /// <summary>Without a word in the terms it is silent: the tunnel goes on, and the LAC is asked for its acknowledgement there.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(ResynchMethod.Silent)]
    public void SilentIsTheDefault(ResynchMethod? method)
    {
        var scene = new RecoveringScene(method).WithCall(21).Restart(JournalTail.Whole);

        scene.Recovery.Heard.ShouldBeEmpty("no SCCRQ");
        scene.Probe.Header.TunnelId.ShouldBe(HandPeer.TunnelId);
        scene.OldState.StandsStill.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ResynchMethod.FailoverProtocol)]
    [InlineData(ResynchMethod.FailoverProtocolThenSilent)]
    public void TheProtocolAtEachStart(ResynchMethod method)
    {
        var scene = new RecoveringScene(method).WithCall(21).Restart(JournalTail.Whole);
        scene.Request.TunnelRecovery.ShouldNotBeNull();
        scene.Answer();
        scene.OldState.LastReset.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(ResynchMethod.Off, true)]
    [InlineData(ResynchMethod.Off, false)]
    [InlineData(ResynchMethod.FailoverProtocol, false)]
    public void ATunnelThatIsNotResynchronisedIsClosed(ResynchMethod method, bool speaksFailover)
    {
        var scene = new RecoveringScene(method, speaksFailover).WithCall(21).Restart(JournalTail.Whole);
        scene.Old.Send(null);
        scene.World.Run(1);

        scene.Old.Last<StopCcn>().ResultCode.ShouldBe(StopCcnResult.GeneralRequest);
        scene.World.Lns.Answer<CallFailed>(1).ShouldNotBeNull();
    }

    /// <summary>AVP 77 is never sent to a peer that did not send AVP 76.</summary>
    [Theory]
    [InlineData(ResynchMethod.Silent, JournalTail.MayBeMissing)]
    [InlineData(ResynchMethod.FailoverProtocolThenSilent, JournalTail.Whole)]
    [InlineData(ResynchMethod.FailoverProtocolThenSilent, JournalTail.MayBeMissing)]
    public void APeerThatDoesNotSpeakItIsTakenOverSilently(ResynchMethod method, JournalTail tail)
    {
        var scene = new RecoveringScene(method, speaksFailover: false).WithCall(21).Restart(tail);

        scene.Recovery.Heard.ShouldBeEmpty("no SCCRQ");
        scene.Probe.Header.TunnelId.ShouldBe(HandPeer.TunnelId);
    }

    /// <summary>Method 3: no SCCRP came, so no SCCCN has left and the LAC has reset nothing.</summary>
    [Fact]
    public void TheSilentBackup()
    {
        var scene = new RecoveringScene(ResynchMethod.FailoverProtocolThenSilent).WithCall(21).Restart(JournalTail.Whole);
        scene.World.Run(31);
        scene.World.Lns.Milestones(Milestone.RecoveryFailed).ShouldHaveSingleItem();
        scene.OldState.StandsStill.ShouldBeFalse();

        scene.Old.Send(null);
        scene.World.Run(5);
        scene.OldState.IsEstablished.ShouldBeTrue();
        scene.OldState.Channel!.IsProbing.ShouldBeFalse();
        scene.World.Lns.Call(1).Connected.ShouldNotBeNull();
    }

    /// <summary>Once SCCCN has left the LAC may have reset its end: there is no way back.</summary>
    [Fact]
    public void NoSilentBackupOnceScccnHasLeft()
    {
        var scene = new RecoveringScene(ResynchMethod.FailoverProtocolThenSilent).WithCall(21).Restart(JournalTail.Whole).Answer();
        scene.Recovery.All<Scccn>().ShouldNotBeEmpty();
        scene.World.Run(35); // nobody acknowledges it

        scene.OldState.LastReset.ShouldNotBeNull();
        scene.OldState.Begun.ShouldBeNull();
    }

    /// <summary>The journal seemed whole, and the LAC acknowledges more than it can know: messages were lost.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(4, true)]
    [InlineData(9, true)]
    public void AProbeThatIsContradictedBeginsTheProtocol(ushort beyond, bool recovers)
    {
        var scene = new RecoveringScene().WithCall(21).Restart(JournalTail.Whole);
        var probe = scene.Probe.Header.Ns;
        scene.Recovery = new HandTunnel(scene.World, scene.World.Lns, WorldNode.LacAddress, 0);
        new HandTunnel(scene.World, scene.World.Lns, WorldNode.LacAddress, HandPeer.TunnelId)
        { Theirs = scene.Old.Theirs, NextNs = scene.Old.NextNs, FixedNr = (ushort)(probe + 1 + beyond) }.Send(null);
        scene.World.Run(1);

        scene.Recovery.All<Sccrq>().Any().ShouldBe(recovers);
        scene.World.Lns.Milestones(Milestone.RecoveryBegun).Any().ShouldBe(recovers);
    }

    /// <summary>The LAC insists on a number further ahead than hellos account for.</summary>
    [Fact]
    public void APeerThatInsistsOnANumberTooFarAheadBeginsTheProtocol()
    {
        var scene = new RecoveringScene().WithCall(21).Restart(JournalTail.Whole);
        var insisting = new HandTunnel(scene.World, scene.World.Lns, WorldNode.LacAddress, HandPeer.TunnelId)
        { Theirs = scene.Old.Theirs, FixedNr = scene.Probe.Header.Ns };
        for (var copy = 0; copy < 4; copy++)
        {
            scene.OldState.StandsStill.ShouldBeFalse();
            insisting.NextNs = (ushort)(scene.Old.NextNs + 40);
            insisting.Send(new Hello());
            scene.World.Run(1);
        }

        scene.OldState.Failover.ShouldBe(FailoverState.Recovering);
    }
}
