using System.Net;
using Entities.Destinations;
using Entities.DialOut;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Bench.Calls;

/// <summary>Calls that are up, as the journal holds them: tunnels of 500 calls, and for each call its dial-out session.</summary>
internal sealed class CallSeeds(IPEndPoint local)
{
    /// <summary>As many as a tunnel takes by default.</summary>
    public const int CallsPerTunnel = 500;

    public static readonly IPNetwork Prefix = IPNetwork.Parse("10.0.0.0/8");

    private static readonly long Now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public IEnumerable<(EntityId Entity, IMessage Event)> Of(int calls)
    {
        for (var first = 0; first < calls; first += CallsPerTunnel)
        {
            var tunnel = new TunnelKey(local, (ushort)(1 + first / CallsPerTunnel));
            var snapshot = Tunnel(tunnel);
            for (var call = first; call < Math.Min(calls, first + CallsPerTunnel); call++)
            {
                var session = new DialOutSessionKey("default", Prefix, new IPAddress(SiteOctets(call)));
                var order = Order(session, snapshot.Opening.Terms, call);
                snapshot.LnsCalls.Add(Call(order, call));
                yield return (new EntityId(EntityKinds.DialOutSession, session.ToString()), Session(order, tunnel, call));
            }
            yield return (tunnel.Entity, snapshot);
        }
    }

    private static byte[] SiteOctets(int call) => [10, (byte)(call >> 16), (byte)(call >> 8), (byte)call];

    private static ByteString Site(int call) => ByteString.CopyFrom(SiteOctets(call));

    private static uint SessionId(int call) => (uint)(1 + call % CallsPerTunnel);

    private TunnelSnapshot Tunnel(TunnelKey tunnel)
    {
        var peer = new IPEndPoint(IPAddress.Parse("127.1.0.1"), 1701).ToMessage();
        var terms = new TunnelTerms
        {
            Local = local.ToMessage(), Peer = peer, AssignmentId = "lac", LocalName = "lns-1.example", Secret = ByteString.CopyFromUtf8("tunnel-secret"),
        };
        return new TunnelSnapshot
        {
            Opening = new TunnelOpening { Terms = terms, TieBreaker = tunnel.TunnelId, Challenge = ByteString.CopyFrom(new byte[16]), AtUnixMs = Now },
            Peer = new PeerIntroduced
            {
                PeerTunnelId = tunnel.TunnelId, Peer = peer, HostName = "lac", VendorName = "bras", FramingCapabilities = 3, BearerCapabilities = 3,
                ReceiveWindowSize = 64,
            },
            Established = new TunnelEstablished { AtUnixMs = Now },
            NextNs = 500, NextNr = 1500, Acknowledged = 500, PeerWindow = 64, CallsPlaced = CallsPerTunnel, LastAcceptedUnixMs = Now,
        };
    }

    private static CallOrder Order(DialOutSessionKey session, TunnelTerms terms, int call) => new()
    {
        CallKey = CallKey.Of(session, 1), VirtualRouter = "default", CalledNumber = $"0405550{call:d6}", MinimumBps = 2400, MaximumBps = 64000,
        Bearer = Bearer.Analog, PppUsername = "lns-1", PppPassword = ByteString.CopyFromUtf8("we-are-the-lns"), PppAuthentication = PppAuthentication.Chap,
        Profile = new CallProfile
        {
            Name = "sites", LocalAddress = ByteString.CopyFrom(10, 255, 0, 1), IdleTimeoutSeconds = 3600, RadiusGroup = "home", EchoIntervalSeconds = 30,
            EchoFailureLimit = 3, InterimIntervalSeconds = 600,
        },
        Tunnel = terms, TriggerDestination = Site(call),
    };

    private static LnsCallSnapshot Call(CallOrder order, int call) => new()
    {
        Placed = new CallPlaced { SessionId = SessionId(call), Order = order, CallSerialNumber = (uint)call, AcctSessionId = $"acct-{call:x12}", AtUnixMs = Now },
        Answered = new CallAnswered { SessionId = SessionId(call), PeerSessionId = SessionId(call), PhysicalChannelId = 1 },
        Connected = new CallConnected { SessionId = SessionId(call), TransmitBps = 33600, ReceiveBps = 33600, Framing = 2, AtUnixMs = Now },
        Up = new CallNetworkUp
        {
            SessionId = SessionId(call), User = $"site-{call}", AtUnixMs = Now, IdleTimeoutSeconds = 3600, InterimIntervalSeconds = 600,
            AccessRoutes = { new Prefix { Address = Site(call), Length = 32 } },
            Class = { ByteString.CopyFromUtf8("class of the call") },
            Ppp = new PppFacts
            {
                LocalMru = 1454, PeerMru = 1500, PeerAccm = 0, LocalMagic = (uint)(2 * call + 1), PeerMagic = (uint)(2 * call + 2), LocalPfc = true,
                PeerPfc = true, LocalAcfc = true, PeerAcfc = true, PeerName = $"site-{call}", MethodForPeer = 2, MethodForUs = 2,
                LocalAddress = ByteString.CopyFrom(10, 255, 0, 1), PeerAddress = Site(call),
            },
        },
    };

    private static DialOutSessionSnapshot Session(CallOrder order, TunnelKey tunnel, int call) => new()
    {
        State = DialOutState.InService, SinceUnixMs = Now, Attempt = 1, AcctSessionId = $"acct-{call:x12}",
        Grant = new DialOutGrant
        {
            Tunnels = { order.Tunnel }, CalledNumber = order.CalledNumber, MinimumBps = 2400, MaximumBps = 64000, Bearer = Bearer.Analog,
            PppUsername = order.PppUsername, PppPassword = order.PppPassword, PppAuthentication = PppAuthentication.Chap, Profile = order.Profile,
        },
        Call = new DialOutCall { Attempt = 1 },
        Up = new CallUp
        {
            CallKey = order.CallKey, TunnelKey = tunnel.ToString(), SessionId = SessionId(call), LocalAddress = order.Profile.LocalAddress,
            PeerAddress = Site(call), TransmitBps = 33600, ReceiveBps = 33600, User = $"site-{call}", Lac = "127.1.0.1:1701",
            AccessRoutes = { new Prefix { Address = Site(call), Length = 32 } },
        },
    };
}
