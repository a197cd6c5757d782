using Entities.Tunnels;
using Shared.Messages;

namespace Entities.Calls.Lns;

internal static class LnsEvolution
{
    public static TunnelState? Evolve(TunnelState state, object @event) => @event switch
    {
        CallPlaced e => state with
        {
            Calls = state.Calls.SetItem((ushort)e.SessionId, new LnsCall(e)),
            CallsPlaced = state.CallsPlaced + 1,
            SessionsByCallKey = state.SessionsByCallKey.SetItem(e.Order.CallKey, (ushort)e.SessionId),
        },
        CallAnswered e => Change(state, e.SessionId, call => call with { Answered = e }),
        CallConnected e => Change(state, e.SessionId, call => call with { Connected = e }),
        CallNetworkUp e => Change(state, e.SessionId, call => call with { Up = e, IsRenegotiating = false }),
        CallRenegotiating e => Change(state, e.SessionId, call => call with { IsRenegotiating = true }),
        SequenceReserved e => Change(state, e.SessionId, call => call with { SequenceReserved = e.UpTo }),
        CallEnded e => Change(WithoutKey(WithoutOrders(state, e.SessionId), e.SessionId), e.SessionId, call => call with { Ended = e, Ppp = null }),
        CallForgotten e => WithoutKey(state, e.SessionId).WithoutCall((ushort)e.SessionId),
        PppMoved e => Change(state, e.SessionId, call => call with { Ppp = e.Link }),
        PeerAsked e => Change(state, e.SessionId, call => call with { Asked = e.Correlation }),
        PeerGranted e => Change(state, e.SessionId, call => call with { Profile = e.Profile }),
        _ => null,
    };

    /// <summary>The key is free once the call has ended: it may even have been placed again.</summary>
    private static TunnelState WithoutKey(TunnelState state, uint sessionId) =>
        state.Calls.GetValueOrDefault((ushort)sessionId) is LnsCall call && state.SessionsByCallKey.GetValueOrDefault(call.Key) == sessionId
            ? state with { SessionsByCallKey = state.SessionsByCallKey.Remove(call.Key) }
            : state;

    /// <summary>What asked for the call while a probe was out is older than its end, of which the dial-out session is told: dialled now, it would be nobody's.</summary>
    private static TunnelState WithoutOrders(TunnelState state, uint sessionId) =>
        state.Calls.GetValueOrDefault((ushort)sessionId) is LnsCall call
            ? state with { Deferred = state.Deferred.RemoveAll(command => command is PlaceCall place && place.Order.CallKey == call.Key) }
            : state;

    private static TunnelState Change(TunnelState state, uint sessionId, Func<LnsCall, LnsCall> change) =>
        state.Calls.GetValueOrDefault((ushort)sessionId) is LnsCall call
            ? state with { Calls = state.Calls.SetItem(call.SessionId, change(call)) }
            : state;
}
