using System.Net;
using Entities.Destinations;
using Entities.DialOut;
using Google.Protobuf;
using Lns.Node.Configuration;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.Standby;

/// <summary>What a rehearsal's journal holds: a tunnel of this process to nobody, and calls on it that are up, with their dial-out sessions.</summary>
internal static class RehearsalScript
{
    private const ushort Id = 1;

    /// <summary>The runtime compiles a method well once it has run 30 times; what a take-over does for each call is to be past that.</summary>
    private const ushort Calls = 100;

    private const uint AllFraming = 3;

    /// <summary>The discard port: what is sent there asks nobody anything (RFC 863).</summary>
    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 9);

    /// <summary>One of them; none is anywhere (RFC 5737).</summary>
    public static readonly IPAddress Site = SiteOf(Id);

    public static IEnumerable<(EntityId Entity, IMessage Event)> Events(LnsOptions options, long nowUnixMs)
    {
        var local = new IPEndPoint(options.L2tp.Endpoints[0].Address, options.L2tp.Endpoints[0].Port);
        var tunnel = new TunnelKey(local, Id);
        var terms = new TunnelTerms { Local = local.ToMessage(), Peer = Nobody.ToMessage(), LocalName = options.Node };
        var calls = Enumerable.Range(1, Calls).Select(number => (Number: (ushort)number, Session: SessionOf(options, (ushort)number))).ToList();
        var orders = calls.Select(call => Order(options, call.Session, terms)).ToList();
        yield return (tunnel.Entity, new TunnelSnapshot
        {
            Opening = new TunnelOpening { Terms = terms, Challenge = Octets(IPAddress.Loopback), AtUnixMs = nowUnixMs },
            Peer = new PeerIntroduced
            {
                PeerTunnelId = Id, Peer = Nobody.ToMessage(), HostName = "nobody", FramingCapabilities = AllFraming, BearerCapabilities = AllFraming,
                ReceiveWindowSize = 4,
            },
            Established = new TunnelEstablished { AtUnixMs = nowUnixMs },
            NextNs = 1, NextNr = 1, Acknowledged = 1, PeerWindow = 4, CallsPlaced = Calls, LastAcceptedUnixMs = nowUnixMs,
            LnsCalls = { orders.Zip(calls, (order, call) => Call(order, call.Number, nowUnixMs)) },
        });
        foreach (var (order, call) in orders.Zip(calls))
            yield return (new EntityId(EntityKinds.DialOutSession, call.Session.ToString()), new DialOutSessionSnapshot
            {
                State = DialOutState.InService, SinceUnixMs = nowUnixMs, Attempt = 1, Call = new DialOutCall { Attempt = 1 },
                Grant = new DialOutGrant { Tunnels = { terms }, CalledNumber = "0", Profile = order.Profile },
                Up = new CallUp { CallKey = order.CallKey, TunnelKey = tunnel.ToString(), SessionId = call.Number, AccessRoutes = { Route(call.Number) } },
            });
    }

    private static IPAddress SiteOf(ushort number) => new([192, 0, 2, (byte)number]);

    private static DialOutSessionKey SessionOf(LnsOptions options, ushort number) =>
        new(options.VirtualRouters[0].Name, new IPNetwork(SiteOf(number), 32), SiteOf(number));

    private static CallOrder Order(LnsOptions options, DialOutSessionKey session, TunnelTerms terms) => new()
    {
        CallKey = CallKey.Of(session, 1), VirtualRouter = options.VirtualRouters[0].Name, CalledNumber = "0", Tunnel = terms,
        Profile = new CallProfile { Name = "rehearsal", LocalAddress = Octets(IPAddress.Loopback), EchoIntervalSeconds = 30, EchoFailureLimit = 3, IdleTimeoutSeconds = 60 },
        TriggerDestination = Octets(session.Destination),
    };

    private static LnsCallSnapshot Call(CallOrder order, ushort number, long nowUnixMs) => new()
    {
        Placed = new CallPlaced { SessionId = number, Order = order, CallSerialNumber = number, AcctSessionId = $"rehearsal-{number}", AtUnixMs = nowUnixMs },
        Answered = new CallAnswered { SessionId = number, PeerSessionId = number },
        Connected = new CallConnected { SessionId = number, TransmitBps = 1, ReceiveBps = 1, Framing = AllFraming, AtUnixMs = nowUnixMs },
        Up = new CallNetworkUp
        {
            SessionId = number, User = "rehearsal", AtUnixMs = nowUnixMs, IdleTimeoutSeconds = 60, AccessRoutes = { Route(number) },
            Ppp = new PppFacts
            {
                LocalMru = 1454, PeerMru = 1500, LocalMagic = number, PeerMagic = Calls + (uint)number, PeerName = "rehearsal", LocalAddress = Octets(IPAddress.Loopback),
                PeerAddress = Octets(SiteOf(number)),
            },
        },
    };

    private static Prefix Route(ushort number) => new() { Address = Octets(SiteOf(number)), Length = 32 };

    private static ByteString Octets(IPAddress address) => ByteString.CopyFrom(address.GetAddressBytes());
}
