using System.Net;
using Entities.Tests.World;
using Entities.Tunnels;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

public class SetUpTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("tunnel-secret", false)]
    [InlineData("tunnel-secret", true)]
    public void Rfc2661_5_1_ATunnelComesUp(string secret, bool hides)
    {
        var settings = new WorldSettings { LacSecret = secret, Terms = WorldSettings.TermsWith(secret, expectedName: "lac") };
        var world = new TunnelWorld(1, settings with
        {
            LnsTunnel = settings.LnsTunnel with { HideAvps = hides },
            LacTunnel = settings.LacTunnel with { HideAvps = hides },
        }).WithCallUp();

        (world.Wire.Sent<Sccrq>(world.Lns).First().Challenge is null).ShouldBe(secret.Length == 0);
        (world.Wire.Sent<Scccn>(world.Lns).First().ChallengeResponse is null).ShouldBe(secret.Length == 0);
        world.Lns.Milestones(Milestone.AuthenticationMismatch).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("other", "tunnel-secret")]
    [InlineData("", "tunnel-secret")]
    [InlineData("tunnel-secret", "")]
    public void Rfc2661_4_4_3_AWrongSecretEndsInStopCcn4AndNamesItself(string ours, string theirs)
    {
        var world = new TunnelWorld(1, new WorldSettings { LacSecret = theirs, Terms = WorldSettings.TermsWith(ours) });
        world.Place(1);
        world.Run(20);

        world.Nodes.SelectMany(world.Wire.Sent<StopCcn>).First().ResultCode.ShouldBe(StopCcnResult.NotAuthorized);
        var failed = world.Lns.Answer<CallFailed>(1)!;
        (failed.TunnelFailed, failed.Stage).ShouldBe((true, CallStage.StageTunnel));
        var mismatch = world.Nodes.SelectMany(node => node.Milestones(Milestone.AuthenticationMismatch)).First();
        mismatch.Fields.Single(field => field.Name == "secret").Value!.ToString()!.ShouldBeOneOf("tunnel password of assignment 'lac'", "peers:lns:secret");
        mismatch.Text.ShouldContain("127.0.0.");
        if (ours.Length > 0) mismatch.Text.ShouldNotContain(ours == "other" ? ours : "tunnel-secret");
    }

    /// <summary>The LNS's secret is right for SCCRP, the LNS's own proof is wrong: the LAC must notice as well.</summary>
    [Fact]
    public void Rfc2661_5_1_1_TheLacRefusesAWrongProofInScccn()
    {
        var world = new TunnelWorld();
        var peer = HandPeer.AsLns(world, new Sccrq { HostName = "lns", FramingCapabilities = FramingType.Asynchronous, AssignedTunnelId = HandPeer.TunnelId });
        peer.Last<Sccrp>().Challenge.ShouldNotBeNull();

        peer.Send(new Scccn { ChallengeResponse = new byte[16] });

        peer.Last<StopCcn>().ResultCode.ShouldBe(StopCcnResult.NotAuthorized);
        world.Lac.Milestones(Milestone.AuthenticationMismatch).ShouldHaveSingleItem().Fields.ShouldContain(("secret", (object?)"peers:lns:secret"));
    }

    [Fact]
    public void AHostNameThatNobodyExpectedIsRefused()
    {
        var world = new TunnelWorld(1, new WorldSettings { Terms = WorldSettings.TermsWith("tunnel-secret", expectedName: "another-lac") });
        world.Place(1);
        world.Run(2);

        world.Wire.Sent<StopCcn>(world.Lns).First().ResultCode.ShouldBe(StopCcnResult.NotAuthorized);
        world.Lns.Answer<CallFailed>(1)!.Text.ShouldContain("another-lac");
    }

    [Fact]
    public void AHostNameThatTheLacDoesNotKnowIsRefused()
    {
        var world = new TunnelWorld(1, new WorldSettings { LacKnows = ["somebody"] });
        world.Place(1);
        world.Run(2);

        world.Wire.Sent<StopCcn>(world.Lac).First().ResultCode.ShouldBe(StopCcnResult.NotAuthorized);
        var failed = world.Lns.Answer<CallFailed>(1)!;
        (failed.FromStopCcn, failed.Result).ShouldBe((true, 4u));
    }

    [Fact]
    public void Rfc2661_5_8_ARetransmittedSccrqOpensOneTunnel()
    {
        var world = new TunnelWorld();
        var lost = 2;
        world.Wire.Drops = passed => passed.Message is Sccrp && lost-- > 0;
        world.WithCallUp();

        world.Wire.Sent<Sccrq>(world.Lns).Count().ShouldBeGreaterThan(1);
        world.Lac.Entities(EntityKinds.Tunnel).ShouldHaveSingleItem();
    }

    [Fact]
    public void Rfc2661_8_1_TheResponderMayAnswerFromAnotherPort()
    {
        var world = new TunnelWorld();
        world.Wire.LacAnswersFrom = IPEndPoint.Parse("127.0.0.2:40001");
        world.WithCallUp();

        world.Lns.Table.Single().Peer.Port.ShouldBe(40001u);
        world.Lns.Restart();
        world.Run(5);
        world.Place(2);
        world.RunUntil(() => world.Lns.IsUp(2), 30).ShouldBeTrue();
        world.Lns.Entities(EntityKinds.Tunnel).ShouldHaveSingleItem();
    }

    [Fact]
    public void Rfc2661_8_1_OnceFixedAnotherPortIsAStranger()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world);
        peer.From = IPEndPoint.Parse("127.0.0.2:40001");
        peer.Send(new StopCcn { AssignedTunnelId = HandPeer.TunnelId, ResultCode = StopCcnResult.GeneralRequest });

        world.Lns.Tunnel.IsEstablished.ShouldBeTrue();
        world.Lns.Milestones(Milestone.UnexpectedMessage).ShouldNotBeEmpty();
    }

    /// <summary>It acknowledges, so no retransmission gives up; but it never answers.</summary>
    [Fact]
    public void APeerThatOnlyAcknowledgesIsGivenUp()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLac(world).Send(null);
        world.Run(world.Settings.LnsTunnel.SetUpSeconds - 1);
        world.Lns.Answer<CallFailed>(1).ShouldBeNull();

        world.Run(2);

        world.Lns.Answer<CallFailed>(1)!.TunnelFailed.ShouldBeTrue();
        peer.All<StopCcn>().ShouldHaveSingleItem();
    }

    [Fact]
    public void AHalfOpenTunnelDoesNotStay()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        HandPeer.AsLns(world).Send(null);
        world.Lac.Tunnel.Phase.ShouldBe(ControlConnectionState.WaitCtlConn);

        world.Lac.Restart();
        world.Run(world.Settings.LacTunnel.SetUpSeconds + world.Settings.LacTunnel.ClearingSeconds + 1);

        world.Lac.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    /// <summary>Its SCCRP is acknowledged, durably, so there is nothing to probe with: the set-up timer must not wait for a probe's answer.</summary>
    [Fact]
    public void AHalfOpenTunnelDoesNotStayAlthoughItsSccrpWasAcknowledged()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLns(world).Send(HandPeer.Request()); // too early, and it acknowledges
        world.Lac.Restart();
        world.Run(1);
        world.Lac.Tunnel.Channel!.IsProbing.ShouldBeFalse();

        world.Run(world.Settings.LacTunnel.SetUpSeconds);
        peer.All<StopCcn>().ShouldHaveSingleItem();
        world.Run(world.Settings.LacTunnel.ClearingSeconds + 1);
        world.Lac.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    [Fact]
    public void AnLacThatNeverAnsweredIsGivenUpAfterSevenSeconds()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        HandPeer.AsLac(world);
        world.Run(6);
        world.Lns.Answer<CallFailed>(1).ShouldBeNull();
        world.Run(1);

        var failed = world.Lns.Answer<CallFailed>(1)!;
        (failed.TunnelFailed, failed.Result, failed.FromStopCcn).ShouldBe((true, 0u, false));
        world.Wire.Sent<StopCcn>(world.Lns).ShouldBeEmpty();
        world.Run(1);
        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    [Fact]
    public void Rfc4951_3_1_ARecoveryTunnelIsRefused()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLns(world, new Sccrq
        {
            HostName = "lns",
            FramingCapabilities = FramingType.Asynchronous,
            AssignedTunnelId = HandPeer.TunnelId,
            TieBreaker = 4711,
            TunnelRecovery = new TunnelRecovery(11, 12),
        });

        var stop = peer.Last<StopCcn>();
        stop.ResultCode.ShouldBe(StopCcnResult.GeneralError);
        stop.ErrorMessage!.ShouldContain("4951");
        peer.Heard.Last().Header.TunnelId.ShouldBe(HandPeer.TunnelId);
    }

    [Fact]
    public void Rfc2661_6_9_WithoutBearerCapabilitiesNoOcrqIsSent()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLacWithTunnel(world, bearer: null);

        peer.All<Ocrq>().ShouldBeEmpty();
        var failed = world.Lns.Answer<CallFailed>(1)!;
        (failed.Result, failed.Stage).ShouldBe((0u, CallStage.StageRequest));
        failed.Text.ShouldContain("Bearer Capabilities");
    }

    [Fact]
    public void APeerKnownToForgetBearerCapabilitiesIsAskedAllTheSame()
    {
        var world = new TunnelWorld(1, HandPeer.Open() with { AssumesBearer = true });
        HandPeer.AsLacWithTunnel(world, bearer: null).Last<Ocrq>().Bearer.ShouldBe(BearerType.Analog);
    }

    [Fact]
    public void AnIdOfAnotherPeerIsTaken()
    {
        var world = new TunnelWorld().WithCallUp();
        var terms = WorldSettings.TermsWith("x");
        terms.Peer.Port = 9999;
        var order = world.Order(2);
        order.Tunnel = terms;
        var open = new OpenTunnel { Terms = terms, TieBreaker = 1 };

        foreach (Google.Protobuf.IMessage command in (Google.Protobuf.IMessage[])[open, new PlaceCall { Order = order, Open = open }])
            world.Lns.TellTunnel(command);
        world.Run(1);

        world.Lns.Tells.Where(tell => tell.Command is TunnelIdTaken).Select(tell => tell.To.Key)
            .ShouldBe(["127.0.0.1:1701|127.0.0.2:9999", "127.0.0.1:1701|127.0.0.2:9999"]);
        world.Lns.Tunnel.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public void ADatagramForAnUnknownTunnelLeavesNothingBehind()
    {
        var world = new TunnelWorld();
        for (ushort id = 1; id < 100; id++)
        {
            var datagram = new byte[L2tpHeader.ControlLength];
            L2tpHeader.WriteControl(datagram, id, 0, 0, 0, 0);
            world.Wire.Inject(world.Lns, WorldNode.LacAddress, datagram);
        }
        world.Run(1);

        world.Lns.Entities(EntityKinds.Tunnel).ShouldBeEmpty();
    }

    [Fact]
    public void ATunnelThatNeverWasAnswersItsDestination()
    {
        var world = new TunnelWorld();
        var unknown = new EntityId(EntityKinds.Tunnel, "127.0.0.1:1701/999");
        world.Lns.Tell(unknown, new QueryCall { CallKey = TunnelWorld.Key(9) });
        world.Lns.Tell(unknown, new CloseCall { CallKey = TunnelWorld.Key(8) });
        world.Run(1);

        world.Lns.Answer<CallClosed>(9)!.Unknown.ShouldBeTrue();
        world.Lns.Answer<CallClosed>(8)!.Unknown.ShouldBeTrue();
    }
}
