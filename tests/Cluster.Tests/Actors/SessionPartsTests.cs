using System.Net;
using Entities.Calls.Lns;
using Entities.Destinations;
using Entities.Tunnels;
using Lns.Node.Cluster;
using Shared.Messages;

namespace Cluster.Tests.Actors;

/// <summary>What an operator sees beneath a tunnel's actor.</summary>
public sealed class SessionPartsTests
{
    private static readonly SessionParts Parts = new();

    private static readonly TunnelState Empty = new(new TunnelKey(new IPEndPoint(IPAddress.Loopback, 1701), 7));

    [Fact]
    public void EachSessionThatHasNotEndedIsAPart()
    {
        var state = With(With(Empty, 17, "a"), 18, "b");
        Parts.Names(state).ShouldBe(["session-17", "session-18"], ignoreOrder: true);
        Parts.View(state, "session-18").ShouldBeOfType<SessionView>().CallKey.ShouldBe("b");
        Parts.View(state, "session-19").ShouldBeNull();
        Parts.View(state, "session-").ShouldBeNull();
    }

    [Fact]
    public void TheTokenChangesWithComingAndGoingAlone()
    {
        var state = With(Empty, 17, "a");
        var call = (LnsCall)state.Calls[17];
        var later = state with { Calls = state.Calls.SetItem(17, call with { IsRenegotiating = true }) };
        Parts.Token(later).ShouldBeSameAs(Parts.Token(state));
        Parts.Token(With(later, 18, "b")).ShouldNotBeSameAs(Parts.Token(state));
    }

    private static TunnelState With(TunnelState state, ushort id, string key) => state with
    {
        Calls = state.Calls.Add(id, new LnsCall(new CallPlaced { SessionId = id, Order = new CallOrder { CallKey = key } })),
        SessionsByCallKey = state.SessionsByCallKey.Add(key, id),
    };
}
