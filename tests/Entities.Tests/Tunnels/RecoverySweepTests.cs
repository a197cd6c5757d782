using Entities.Tests.World;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

/// <summary>
/// Architecture §2, "exactly what survives": a node dies on either side of every commit of a call's life. <see cref="SequenceChecker"/> looks on.
/// </summary>
public class RecoverySweepTests
{
    /// <summary>From OpenTunnel to the confirmed stop record, as counted in <see cref="ACallHasSoManyCommits"/>.</summary>
    private const int LnsCommits = 7;

    /// <summary>From SCCRQ to CDN.</summary>
    private const int LacCommits = 8;

    public static TheoryData<int, bool, bool> LnsSteps => Steps(LnsCommits);

    /// <summary>The last one is CDN's: the call is over then.</summary>
    public static TheoryData<int, bool, bool> LacSteps => Steps(LacCommits - 1);

    private static TheoryData<int, bool, bool> Steps(int commits)
    {
        var steps = new TheoryData<int, bool, bool>();
        for (var commit = 1; commit <= commits; commit++)
            foreach (var isAfter in (bool[])[false, true])
                foreach (var fromSnapshot in (bool[])[false, true])
                    steps.Add(commit, isAfter, fromSnapshot);
        return steps;
    }

    [Fact]
    public void ACallHasSoManyCommits()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        world.Run(5);

        world.Lns.Commits.ShouldBe(LnsCommits);
        world.Lac.Commits.ShouldBe(LacCommits);
    }

    [Theory]
    [MemberData(nameof(LnsSteps))]
    public void TheLnsDiesAtACommit_TheCallGetsWhereItWouldHaveGot(int commit, bool isAfter, bool fromSnapshot)
    {
        var world = new TunnelWorld(commit);
        world.Lns.RestartsFromSnapshot = fromSnapshot;
        world.Lns.CrashAtCommit(commit, isAfter ? CrashSide.After : CrashSide.Before);

        PlaceUntilAccepted(world);
        world.RunUntil(() => world.Lns.IsUp(1) && world.Lac.OffHook.Any(line => line.Site is { IsUp: true }), 120).ShouldBeTrue();
        world.Run(5);

        // one tunnel, one call, one dialled line: nothing was asked for twice
        world.Wire.Sent<Sccrq>(world.Lns).DistinctBy(sccrq => sccrq.AssignedTunnelId).ShouldHaveSingleItem();
        world.Wire.Sent<Ocrq>(world.Lns).DistinctBy(ocrq => ocrq.AssignedSessionId).ShouldHaveSingleItem();
        world.Lac.Dialled.ShouldHaveSingleItem();
        world.Wire.Sent<Cdn>(world.Lns).ShouldBeEmpty();
        world.Wire.Sent<StopCcn>(world.Lns).ShouldBeEmpty();
        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([1u]);

        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        world.RunUntil(() => world.Lns.IsAlive && world.Lns.Entities(EntityKinds.Tunnel).Any() && world.Lns.Tunnel.Calls.IsEmpty, 30);
        if (world.Lns.Tunnel.Calls.Count > 0) world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        world.Run(30);

        world.Lac.OffHook.ShouldBeEmpty();
        world.Lns.Answer<CallClosed>(1).ShouldNotBeNull();
        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([1u, 2u]);
        world.Lns.Tunnel.Accounting.ShouldBeEmpty();
        world.Lns.Table.ShouldBeEmpty();
        world.Lns.Incarnation.ShouldBe(2);
    }

    /// <summary>From OCCN on the remote site must not notice: LCP is not begun again once the network was up.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ACallThatWasUpHearsNothing(bool fromSnapshot)
    {
        var world = new TunnelWorld();
        world.WithCallUp(1).WithCallUp(2);
        var sites = world.Lac.OffHook.Select(line => line.Site!).ToList();
        var lcp = sites.Select(site => site.LcpSeen).ToList();
        var sent = world.Wire.Log.Count;

        world.Lns.RestartsFromSnapshot = fromSnapshot;
        for (var times = 0; times < 5; times++)
        {
            world.Lns.Restart();
            world.Run(7);
        }

        world.Wire.NewSince(sent).ShouldAllBe(passed => passed.Message is Hello);
        sites.Select(site => site.LcpSeen).ShouldBe(lcp);
        sites.ShouldAllBe(site => site.IsUp);
        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([1u, 1u]);
    }

    [Theory]
    [MemberData(nameof(LacSteps))]
    public void TheLacDiesAtACommit_EveryLostCallIsAnsweredFor(int commit, bool isAfter, bool fromSnapshot)
    {
        var world = new TunnelWorld(commit);
        world.Lac.RestartsFromSnapshot = fromSnapshot;
        world.Lac.CrashAtCommit(commit, isAfter ? CrashSide.After : CrashSide.Before);

        PlaceUntilAccepted(world);
        world.RunUntil(() => world.Lac.Incarnation == 2, 30);
        world.Run(40);

        world.Lac.Incarnation.ShouldBe(2);
        // either the OCRQ was never taken, and came again; or its line is gone, and a CDN said so. Both ends agree.
        var isUp = world.Lns.Tunnel.Calls.Count > 0;
        if (!isUp) world.Wire.Sent<Cdn>(world.Lac).ShouldNotBeEmpty();
        world.Lac.Tunnel.Calls.Count.ShouldBe(world.Lns.Tunnel.Calls.Count);
        world.Lac.OffHook.Count().ShouldBe(world.Lns.Tunnel.Calls.Count);
        world.Wire.Sent<StopCcn>(world.Lac).ShouldBeEmpty();
    }

    [Fact]
    public void ALacThatRestartsAnswersWithinASecondForEachCall()
    {
        var world = new TunnelWorld();
        world.WithCallUp(1).WithCallUp(2);

        world.Lac.Restart();
        world.Run(1);

        world.Wire.Sent<Cdn>(world.Lac).Select(cdn => cdn.ResultCode).ShouldBe([CdnResult.CarrierLost, CdnResult.CarrierLost]);
        world.Lns.Answer<CallClosed>(1)!.Result.ShouldBe(1u);
        world.Lns.Answer<CallClosed>(2)!.Result.ShouldBe(1u);
        world.WithCallUp(3);
    }

    /// <summary>Hellos of both ends used numbers that no journal knows of.</summary>
    [Theory]
    [InlineData(60, 17)]
    [InlineData(17, 60)]
    [InlineData(13, 13)]
    public void AfterHoursOfHellosTheNumbersAreFoundAgain(int lnsHello, int lacHello)
    {
        var settings = new WorldSettings();
        var world = new TunnelWorld(1, settings with
        {
            LnsTunnel = settings.LnsTunnel with { HelloIntervalSeconds = lnsHello },
            LacTunnel = settings.LacTunnel with { HelloIntervalSeconds = lacHello },
        }).WithCallUp();
        for (var call = 2; call < 5; call++)
        {
            world.Run(600);
            world.Lns.Restart();
            world.Run(60);
            world.WithCallUp(call);
        }
        world.Run(600);
        world.Lac.Restart();
        world.Run(60);

        world.Wire.Sent<Cdn>(world.Lac).DistinctBy(cdn => cdn.AssignedSessionId).Count().ShouldBe(4, "one for each lost call");
        world.WithCallUp(5);
        world.Nodes.SelectMany(world.Wire.Sent<StopCcn>).ShouldBeEmpty();
    }

    [Fact]
    public void TimersRunAgainAfterATakeover()
    {
        var waiting = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(waiting);
        waiting.Lns.Restart();
        waiting.Run(0.5);
        peer.Send(null);
        waiting.Run(42);
        waiting.Lns.Answer<CallFailed>(1)!.Text.ShouldContain("OCRP");

        var settings = new WorldSettings();
        settings.Profile.IdleTimeoutSeconds = 100;
        settings.Profile.InterimIntervalSeconds = 60;
        var idle = new TunnelWorld(1, settings).WithCallUp();
        idle.Run(30);
        idle.Lns.Restart();
        idle.Run(103);
        idle.Lns.Answer<CallClosed>(1)!.Text.ShouldBe("idle");
        idle.Radius.Records.Select(FakeRadius.Status).ShouldBe([1u, 3u, 2u]);
        // the tunnel without calls
        idle.Lns.Restart();
        idle.Run(63);
        idle.Wire.Sent<StopCcn>(idle.Lns).ShouldNotBeEmpty();
    }

    [Fact]
    public void AStalledPeerMeetsAProbeThatWaits()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Wire.Drops = passed => passed.From == world.Lac;
        world.Lns.Restart();
        world.Place(2);
        world.Run(3);
        world.Wire.Sent<Ocrq>(world.Lns).Count().ShouldBe(1, "no number is given while the true one is unknown");

        world.Wire.Drops = null;
        world.RunUntil(() => world.Lns.IsUp(2), 30).ShouldBeTrue();
    }

    /// <summary>A dial-out session that starts again asks for its call once more, and the LAC's CDN comes while that waits for the probe's answer.</summary>
    [Fact]
    public void ACallThatEndsDuringTheProbeIsNotDialledAgain()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var lac = HandPeer.AsLacWithTunnel(world);
        var asked = lac.All<Ocrq>().Single();
        // the journal does not know that it was acknowledged, so it is the probe
        world.Lns.Restart();
        world.Place(1);
        lac.Send(new Cdn { ResultCode = CdnResult.NoFacilitiesTemporary, AssignedSessionId = 21 }, asked.AssignedSessionId).Send(null);
        world.Run(2);

        world.Lns.Tunnel.Channel!.IsProbing.ShouldBeFalse();
        world.Lns.Answer<CallFailed>(1).ShouldNotBeNull();
        lac.All<Ocrq>().ShouldHaveSingleItem();
    }

    /// <summary>Each probes with a HELLO, and neither knows its number before the other has acknowledged it.</summary>
    [Fact]
    public void BothEndsStartAgainAtOnce()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.Crash();
        world.Lac.Crash();
        world.Lns.Start();
        world.Lac.Start();
        world.Run(2);

        world.Lns.Answer<CallClosed>(1)!.Result.ShouldBe(1u, "the LAC has answered for the call that it lost");
        world.WithCallUp(2);
        world.Wire.Sent<Sccrq>(world.Lns).DistinctBy(sccrq => sccrq.AssignedTunnelId).ShouldHaveSingleItem();
    }

    [Fact]
    public void APeerThatDiedDuringTheTakeoverIsGivenUp()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.Crash();
        world.Lac.Crash();
        world.Lns.Start();
        world.Lns.TellTunnel(new CloseCall { CallKey = TunnelWorld.Key(1), Reason = "enough" });
        // a retransmission cycle, and the Recovery Time that the LAC asked for (RFC 4951 §5.1)
        world.Run(31 + 30 + 29);

        world.Lns.Answer<CallClosed>(1).ShouldNotBeNull();
        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
        world.Radius.Records.Select(FakeRadius.Status).ShouldBe([1u, 2u]);
    }

    /// <summary>A dial-out session repeats itself until it hears of its call.</summary>
    private static void PlaceUntilAccepted(TunnelWorld world)
    {
        for (var tries = 0; tries < 10 && !world.Lns.Told.OfType<CallAccepted>().Any(); tries++)
        {
            world.Place(1);
            world.RunUntil(() => world.Lns.Told.OfType<CallAccepted>().Any(), 3);
        }
    }
}
