using System.Net;
using Entities.Calls.Lns;
using Entities.Destinations;
using Entities.Tests.World;
using Entities.Tunnels;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

public sealed class ProbeLimitTests
{
    private static readonly Moment Now = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000), new Random(1));

    [Fact]
    public void FramesThatWaitForAProbeAreBoundedAndOurOwnCommandsAreNot()
    {
        IEntityKind kind = new TunnelKind(new LnsPolicy(new WorldSettings()), LnsCallRole.Instance);
        var state = Recovered(kind);
        state.Channel!.IsProbing.ShouldBeTrue();

        for (var i = 0; i < TunnelKind.MaximumDeferred + 50; i++)
            state = Tell(kind, state, new PppFrame { SessionId = 1, Frame = ByteString.CopyFrom(0xC0, 0x21) });
        state.Deferred.Count.ShouldBe(TunnelKind.MaximumDeferred);

        state = Tell(kind, state, new CloseTunnel { Result = 1 });
        state.Deferred.Count.ShouldBe(TunnelKind.MaximumDeferred + 1);
    }

    private static TunnelState Recovered(IEntityKind kind)
    {
        var peer = IPEndPoint.Parse("127.0.0.2:1701").ToMessage();
        var state = kind.Initial("127.0.0.1:1701/4711");
        var at = Now.Now.ToUnixTimeMilliseconds();
        state = kind.Evolve(state, new TunnelOpening { Terms = new TunnelTerms { Local = IPEndPoint.Parse("127.0.0.1:1701").ToMessage(), Peer = peer }, AtUnixMs = at });
        state = kind.Evolve(state, new PeerIntroduced { PeerTunnelId = 7, Peer = peer, HostName = "lac", ReceiveWindowSize = 4 });
        state = kind.Evolve(state, new TunnelEstablished { AtUnixMs = at });
        return (TunnelState)kind.Resume(state, Now).Events.Aggregate(state, kind.Evolve);
    }

    private static TunnelState Tell(IEntityKind kind, TunnelState state, IMessage command) =>
        (TunnelState)kind.Decide(state, command, Now).Events.Aggregate((object)state, kind.Evolve);
}
