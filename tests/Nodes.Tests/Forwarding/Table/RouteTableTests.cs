using FsCheck;
using FsCheck.Fluent;
using Lns.Node.Forwarding;
using Lns.Node.Forwarding.Counters;
using Lns.Node.Forwarding.Table;
using Platform;
using Protocols.Ip;

namespace Nodes.Tests.Forwarding.Table;

public sealed class RouteTableTests : IDisposable
{
    private readonly UdpPort port = UdpPort.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
    private readonly RouteTable table = new();

    [Fact]
    public void EmptyTableHasNoRoute() => table.Find(Ipv4Address.Parse("10.0.0.1"), out _).ShouldBeNull();

    [Fact]
    public void LongestPrefixWins()
    {
        table.AddDialOut(Ipv4Prefix.Parse("10.0.0.0/8"));
        var wide = Session(1, "10.10.0.0/16");
        var narrow = Session(2, "10.10.1.1/32");
        table.Replace(null, wide);
        table.Replace(null, narrow);

        Route("10.10.1.1").ShouldBe((narrow, "10.10.1.1/32"));
        Route("10.10.1.2").ShouldBe((wide, "10.10.0.0/16"));
        Route("10.11.0.1").ShouldBe((null, "10.0.0.0/8"));
        table.Find(Ipv4Address.Parse("11.0.0.1"), out _).ShouldBeNull();
    }

    [Fact]
    public void AccessRouteTakesThePlaceOfTheDialOutRouteAndGivesItBack()
    {
        table.AddDialOut(Ipv4Prefix.Parse("10.10.0.0/16"));
        var session = Session(1, "10.10.0.0/16");
        table.Replace(null, session);
        Route("10.10.1.1").ShouldBe((session, "10.10.0.0/16"));
        table.Remove(session);
        Route("10.10.1.1").ShouldBe((null, "10.10.0.0/16"));
    }

    [Fact]
    public void DefaultRouteAndHostRouteAreLengthsLikeOthers()
    {
        var everything = Session(1, "0.0.0.0/0");
        var host = Session(2, "255.255.255.255/32");
        table.Replace(null, everything);
        table.Replace(null, host);
        Route("0.0.0.0").Session.ShouldBe(everything);
        Route("255.255.255.254").Session.ShouldBe(everything);
        Route("255.255.255.255").Session.ShouldBe(host);
    }

    [Fact]
    public void EndOfAnOldCallLeavesTheRouteOfTheNewOne()
    {
        var old = Session(1, "10.10.1.0/24");
        var latest = Session(2, "10.10.1.0/24");
        table.Replace(null, old);
        table.Replace(null, latest);
        Route("10.10.1.1").Session.ShouldBe(latest);
        table.Remove(old);
        Route("10.10.1.1").Session.ShouldBe(latest);
        table.Remove(latest);
        table.Find(Ipv4Address.Parse("10.10.1.1"), out _).ShouldBeNull();
    }

    [Fact]
    public void ReinstalledCallChangesItsRoutesOnly()
    {
        var first = Session(1, "10.1.0.0/16", "10.2.0.0/16");
        var other = Session(2, "10.2.0.0/16");
        var again = Session(1, "10.1.0.0/16", "10.3.0.0/16");
        table.Replace(null, first);
        table.Replace(null, other);
        table.Replace(first, again);

        Route("10.1.0.1").Session.ShouldBe(again);
        Route("10.2.0.1").Session.ShouldBe(other);
        Route("10.3.0.1").Session.ShouldBe(again);
        table.Remove(other);
        table.Find(Ipv4Address.Parse("10.2.0.1"), out _).ShouldBeNull();
    }

    [Fact]
    public void AgreesWithANaiveListThroughAnyChanges()
    {
        // few networks and many lengths, so that prefixes nest and collide
        var operation = from kind in Gen.Choose(0, 3)
                        from call in Gen.Choose(1, 6)
                        from network in Gen.Elements(0x0A000000u, 0x0A0A0000u, 0x0A0A0101u, 0x0A0AFF00u, 0xFFFFFFFFu)
                        from length in Gen.Choose(0, 32)
                        select (kind, (ushort)call, Ipv4Prefix.Of(new Ipv4Address(network), length));
        var probes = Gen.Elements(0x0A000001u, 0x0A0A0001u, 0x0A0A0101u, 0x0A0A0102u, 0x0A0AFF01u, 0xFFFFFFFFu, 0xFFFFFFFEu, 0u);

        Prop.ForAll(operation.ListOf().ToArbitrary(), probes.ToArbitrary(), (operations, probe) =>
        {
            var fast = new RouteTable();
            var naive = new NaiveRoutes();
            foreach (var (kind, call, prefix) in operations)
                Apply(fast, naive, kind, call, prefix);
            var route = fast.Find(new Ipv4Address(probe), out var matched);
            return (route?.Session?.LocalSessionId, route is null ? null : (Ipv4Prefix?)matched) == naive.Find(new Ipv4Address(probe));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void ReadersSeeARouteAllTheTimeThatAnotherTakesItsPlace()
    {
        table.AddDialOut(Ipv4Prefix.Parse("10.0.0.0/8"));
        var stop = false;
        var misses = 0;
        var reader = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
                if (table.Find(Ipv4Address.Parse("10.10.1.1"), out _) is null)
                    misses++;
        });
        reader.Start();
        for (var round = 0; round < 2_000; round++)
        {
            var session = Session(1, "10.10.1.0/24", "10.10.0.0/16");
            table.Replace(null, session);
            table.Remove(session);
        }
        Volatile.Write(ref stop, true);
        reader.Join();
        misses.ShouldBe(0);
    }

    public void Dispose() => port.Dispose();

    private void Apply(RouteTable fast, NaiveRoutes naive, int kind, ushort call, Ipv4Prefix prefix)
    {
        switch (kind)
        {
            case 0:
                fast.AddDialOut(prefix);
                naive.DialOut.Add(prefix);
                break;
            case 1:
                fast.RemoveDialOut(prefix);
                naive.DialOut.Remove(prefix);
                break;
            case 2:
                var entry = Session(call, prefix.ToString());
                fast.Replace(naive.Access.Find(e => e.LocalSessionId == call), entry);
                naive.Install(entry);
                break;
            default:
                if (naive.Access.Find(e => e.LocalSessionId == call) is { } gone)
                    fast.Remove(gone);
                naive.Access.RemoveAll(e => e.LocalSessionId == call);
                break;
        }
    }

    private (ForwardingSession? Session, string Prefix) Route(string address)
    {
        var route = table.Find(Ipv4Address.Parse(address), out var prefix).ShouldNotBeNull();
        return (route.Session, prefix.ToString());
    }

    private ForwardingSession Session(ushort sessionId, params string[] accessRoutes) => new()
    {
        Router = null!,
        Port = port,
        Peer = port.Peer(port.Local),
        LocalTunnelId = 1,
        LocalSessionId = sessionId,
        PeerTunnelId = 1,
        PeerSessionId = sessionId,
        TunnelKey = "",
        AccessRoutes = [.. accessRoutes.Select(Ipv4Prefix.Parse)],
        Sources = [],
        PeerMru = 1500,
        LocalMagic = 0,
        Sequencing = false,
        LcpOpened = true,
        Traffic = SessionTraffic.Unsaved(),
        Frames = new RateLimit(1),
    };

    /// <summary>The same rules over lists. One prefix an entry; a call keeps its rank while it keeps its prefix.</summary>
    private sealed class NaiveRoutes
    {
        public HashSet<Ipv4Prefix> DialOut { get; } = [];

        public List<ForwardingSession> Access { get; } = [];

        public void Install(ForwardingSession entry)
        {
            var at = Access.FindIndex(e => e.LocalSessionId == entry.LocalSessionId);
            if (at >= 0 && Access[at].AccessRoutes[0] == entry.AccessRoutes[0])
            {
                Access[at] = entry;
                return;
            }
            if (at >= 0)
                Access.RemoveAt(at);
            Access.Add(entry);
        }

        public (ushort?, Ipv4Prefix?) Find(Ipv4Address destination)
        {
            for (var length = 32; length >= 0; length--)
            {
                var prefix = Ipv4Prefix.Of(destination, length);
                if (Access.FindLast(e => e.AccessRoutes[0] == prefix) is { } session)
                    return (session.LocalSessionId, prefix);
                if (DialOut.Contains(prefix))
                    return (null, prefix);
            }
            return (null, null);
        }
    }
}
