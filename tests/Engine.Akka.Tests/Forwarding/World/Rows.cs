using Google.Protobuf;
using Shared.Messages;

namespace Engine.Akka.Tests.Forwarding.World;

internal static class Rows
{
    private static readonly Endpoint Vip = new() { Address = ByteString.CopyFrom(192, 0, 2, 1), Port = 1701 };

    /// <summary>As long as those of the product: a host route, a peer, ids.</summary>
    public static TableRow Session(uint tunnelId, uint sessionId, uint magic = 0) => new()
    {
        Session = new ForwardingEntry
        {
            VirtualRouter = "default",
            Local = Vip,
            Peer = new Endpoint { Address = ByteString.CopyFrom(198, 51, 100, 7), Port = 1701 },
            LocalTunnelId = tunnelId,
            LocalSessionId = sessionId,
            PeerTunnelId = sessionId ^ 0xFFFF,
            PeerSessionId = sessionId,
            TunnelKey = $"192.0.2.1:1701/{tunnelId}",
            PeerMru = 1454,
            LocalMagic = magic,
            LcpOpened = true,
            AccessRoutes = { Host(tunnelId, sessionId) },
            Sources = { Host(tunnelId, sessionId) },
        },
    };

    public static TableRow DialOut(string virtualRouter, byte network) => new()
    {
        DialOut = new DialOutPrefix
        {
            VirtualRouter = virtualRouter,
            Prefix = new Prefix { Address = ByteString.CopyFrom(10, network, 0, 0), Length = 16 },
        },
    };

    private static Prefix Host(uint tunnelId, uint sessionId) => new()
    {
        Address = ByteString.CopyFrom(10, (byte)(tunnelId >> 8), (byte)(sessionId >> 8), (byte)sessionId),
        Length = 32,
    };
}
