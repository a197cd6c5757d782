using Entities.Destinations;
using Entities.Tunnels;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>Names of a call's timers, behind its session id.</summary>
internal static class CallTimers
{
    public const string Reply = "reply";
    public const string Connect = "connect";
    public const string Idle = "idle";
    public const string SessionTimeout = "session-timeout";
    public const string Interim = "interim";
    public const string PppPrefix = "ppp/";

    /// <summary>No timer, but what PPP waits with after a recovery: its SLI needs an Ns.</summary>
    public const string PppAgain = "ppp-again";
}

/// <summary>Looking calls up, and telling their dial-out sessions how they stand.</summary>
internal static class LnsCalls
{
    public static IEnumerable<LnsCall> All(TunnelState state) => state.Calls.Values.OfType<LnsCall>();

    public static LnsCall? Find(TunnelState state, string callKey) =>
        state.SessionsByCallKey.TryGetValue(callKey, out var sessionId) ? state.Calls.GetValueOrDefault(sessionId) as LnsCall : null;

    /// <summary>By our id from the header; a CDN may carry 0 there and name the session by the peer's id alone.</summary>
    public static LnsCall? Find(TunnelState state, ushort sessionId, ushort peerSessionId = 0) =>
        sessionId != 0
            ? state.Calls.GetValueOrDefault(sessionId) as LnsCall
            : peerSessionId == 0 ? null : All(state).FirstOrDefault(call => call.PeerSessionId == peerSessionId);

    public static LnsCall Get(TunnelState state, ushort sessionId) => (LnsCall)state.Calls[sessionId];

    public static void TellStatus(TunnelTurn turn, LnsCall call)
    {
        if (call.Up is not null)
            DialOutTeller.Tell(turn, call.Key, UpMessage(turn.State, call));
        else
            DialOutTeller.Tell(turn, call.Key, new CallAccepted { CallKey = call.Key, TunnelKey = turn.State.Key.ToString(), SessionId = call.SessionId });
    }

    public static CallUp UpMessage(TunnelState tunnel, LnsCall call)
    {
        var up = new CallUp
        {
            CallKey = call.Key,
            TunnelKey = tunnel.Key.ToString(),
            SessionId = call.SessionId,
            LocalAddress = call.Up!.Ppp.LocalAddress,
            PeerAddress = call.Up.Ppp.PeerAddress,
            TransmitBps = call.Connected?.TransmitBps ?? 0,
            ReceiveBps = call.Connected?.ReceiveBps ?? 0,
            User = call.Up.User,
            Lac = tunnel.PeerEndpoint.ToString(),
        };
        up.AccessRoutes.AddRange(call.Up.AccessRoutes);
        return up;
    }

    public static ForwardingKey ForwardingKey(TunnelState tunnel, ushort sessionId) =>
        new() { Local = tunnel.Key.Local.ToMessage(), LocalTunnelId = tunnel.Key.TunnelId, LocalSessionId = sessionId };
}
