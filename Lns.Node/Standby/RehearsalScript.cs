using System.Net;
using Entities.Destinations;
using Entities.DialOut;
using Google.Protobuf;
using Lns.Node.Configuration;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.Standby;

/// <summary>What a rehearsal's journal holds: a tunnel of this process to nobody, and one call on it that is up, with its dial-out session.</summary>
internal static class RehearsalScript
{
    private const ushort Id = 1;
    private const uint AllFraming = 3;

    /// <summary>The discard port: what is sent there asks nobody anything (RFC 863).</summary>
    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 9);

    public static readonly IPAddress Site = new([192, 0, 2, 77]);

    public static IEnumerable<(EntityId Entity, IMessage Event)> Events(LnsOptions options, long nowUnixMs)
    {
        var local = new IPEndPoint(options.L2tp.Endpoints[0].Address, options.L2tp.Endpoints[0].Port);
        var tunnel = new TunnelKey(local, Id);
        var session = new DialOutSessionKey(options.VirtualRouters[0].Name, new IPNetwork(Site, 32), Site);
        var terms = new TunnelTerms { Local = local.ToMessage(), Peer = Nobody.ToMessage(), LocalName = options.Node };
        var order = new CallOrder
        {
            CallKey = CallKey.Of(session, 1), VirtualRouter = options.VirtualRouters[0].Name, CalledNumber = "0", Tunnel = terms,
            Profile = new CallProfile { Name = "rehearsal", LocalAddress = Octets(IPAddress.Loopback), EchoIntervalSeconds = 30, EchoFailureLimit = 3, IdleTimeoutSeconds = 60 },
            TriggerDestination = Octets(Site),
        };
        yield return (tunnel.Entity, new TunnelSnapshot
        {
            Opening = new TunnelOpening { Terms = terms, Challenge = Octets(IPAddress.Loopback), AtUnixMs = nowUnixMs },
            Peer = new PeerIntroduced
            {
                PeerTunnelId = Id, Peer = Nobody.ToMessage(), HostName = "nobody", FramingCapabilities = AllFraming, BearerCapabilities = AllFraming,
                ReceiveWindowSize = 4,
            },
            Established = new TunnelEstablished { AtUnixMs = nowUnixMs },
            NextNs = 1, NextNr = 1, Acknowledged = 1, PeerWindow = 4, CallsPlaced = 1, LastAcceptedUnixMs = nowUnixMs,
            LnsCalls = { Call(order, nowUnixMs) },
        });
        yield return (new EntityId(EntityKinds.DialOutSession, session.ToString()), new DialOutSessionSnapshot
        {
            State = DialOutState.InService, SinceUnixMs = nowUnixMs, Attempt = 1, Call = new DialOutCall { Attempt = 1 },
            Grant = new DialOutGrant { Tunnels = { terms }, CalledNumber = "0", Profile = order.Profile },
            Up = new CallUp { CallKey = order.CallKey, TunnelKey = tunnel.ToString(), SessionId = Id, AccessRoutes = { Route() } },
        });
    }

    private static LnsCallSnapshot Call(CallOrder order, long nowUnixMs) => new()
    {
        Placed = new CallPlaced { SessionId = Id, Order = order, CallSerialNumber = 1, AcctSessionId = "rehearsal", AtUnixMs = nowUnixMs },
        Answered = new CallAnswered { SessionId = Id, PeerSessionId = Id },
        Connected = new CallConnected { SessionId = Id, TransmitBps = 1, ReceiveBps = 1, Framing = AllFraming, AtUnixMs = nowUnixMs },
        Up = new CallNetworkUp
        {
            SessionId = Id, User = "rehearsal", AtUnixMs = nowUnixMs, IdleTimeoutSeconds = 60, AccessRoutes = { Route() },
            Ppp = new PppFacts
            {
                LocalMru = 1454, PeerMru = 1500, LocalMagic = 1, PeerMagic = 2, PeerName = "rehearsal", LocalAddress = Octets(IPAddress.Loopback),
                PeerAddress = Octets(Site),
            },
        },
    };

    private static Prefix Route() => new() { Address = Octets(Site), Length = 32 };

    private static ByteString Octets(IPAddress address) => ByteString.CopyFrom(address.GetAddressBytes());
}
