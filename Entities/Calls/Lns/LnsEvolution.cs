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
        },
        CallAnswered e => Change(state, e.SessionId, call => call with { Answered = e }),
        CallConnected e => Change(state, e.SessionId, call => call with { Connected = e }),
        CallNetworkUp e => Change(state, e.SessionId, call => call with { Up = e }),
        CallEnded e => Change(state, e.SessionId, call => call with { Ended = e, Ppp = null }),
        CallForgotten e => state with { Calls = state.Calls.Remove((ushort)e.SessionId) },
        PppMoved e => Change(state, e.SessionId, call => call with { Ppp = e.Link }),
        PeerAsked e => Change(state, e.SessionId, call => call with { Asked = e.Correlation }),
        PeerGranted e => Change(state, e.SessionId, call => call with { Profile = e.Profile }),
        _ => null,
    };

    private static TunnelState Change(TunnelState state, uint sessionId, Func<LnsCall, LnsCall> change) =>
        state.Calls.GetValueOrDefault((ushort)sessionId) is LnsCall call
            ? state with { Calls = state.Calls.SetItem(call.SessionId, change(call)) }
            : state;
}
