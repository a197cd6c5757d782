using Entities.Tunnels;
using Entities.Tunnels.Control;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lac;

/// <summary>The LAC's calls on a tunnel: it takes OCRQ and dials lines for them. It never negotiates PPP on a call it dialled.</summary>
public sealed class LacCallRole(ILinePools pools) : ICallRole
{
    public IEnumerable<string> CallKeys(TunnelState state) => [];

    public TunnelState? Evolve(TunnelState state, object @event) => @event switch
    {
        LacCallRequested e => state with { Calls = state.Calls.SetItem((ushort)e.SessionId, new LacCall(e)) },
        LacCallAnswered e => Change(state, e.SessionId, call => call with { Answered = e }),
        LacCallConnected e => Change(state, e.SessionId, call => call with { Connected = e }),
        LacCallEnded e => state.WithoutCall((ushort)e.SessionId),
        _ => null,
    };

    public bool OnCommand(TunnelTurn turn, IMessage command)
    {
        switch (command)
        {
            case LineSeized seized when LacCalls.Find(turn.State, seized.SessionId) is { } call: LacDialling.OnSeized(turn, call, seized); break;
            case LineConnected connected when LacCalls.Find(turn.State, connected.SessionId) is { } call: LacDialling.OnConnected(turn, call, connected); break;
            case LineEnded ended when LacCalls.Find(turn.State, ended.SessionId) is { } call: LacEnding.OnLineEnded(turn, call, ended); break;
            case CloseSession close when LacCalls.Find(turn.State, close.SessionId) is { } call:
                LacEnding.End(turn, call, new LacEnd((CdnResult)close.Result, close.Text));
                break;
            case LineSeized or LineConnected or LineEnded or CloseSession: break;
            default: return false;
        }
        return true;
    }

    public void OnMessage(TunnelTurn turn, ushort sessionId, ControlMessage message) => LacProgress.OnMessage(turn, pools, sessionId, message);

    public void OnBadMessage(TunnelTurn turn, ushort sessionId, ProtocolError error)
    {
        if (LacCalls.Find(turn.State, sessionId) is { } call)
            LacEnding.End(turn, call, new LacEnd((CdnResult)error.ResultCode, error.Text) { Error = (ushort)error.ErrorCode });
        else
            StrayCalls.OnBadMessage(turn, error);
    }

    public void OnTimer(TunnelTurn turn, ushort sessionId, string what) { }

    public void OnTunnelUp(TunnelTurn turn) { }

    public void OnTunnelDown(TunnelTurn turn, TunnelClearing reason)
    {
        foreach (var call in LacCalls.All(turn.State).ToList())
            LacEnding.End(turn, call, new LacEnd(CdnResult.CarrierLost, $"tunnel closed: {reason.Text}") { SendsCdn = false });
    }

    /// <summary>A LAC opens no tunnels for calls.</summary>
    public void OnTieLost(TunnelTurn turn) { }

    /// <summary>A LAC's rows are its lines' bridges, which end with the process: nothing goes on by itself.</summary>
    public IEnumerable<InstallForwarding> Rows(TunnelState state) => [];

    /// <summary>Lines drop with their process (HUPCL), so after a restart every call is answered for at once.</summary>
    public void OnResume(TunnelTurn turn)
    {
        foreach (var call in LacCalls.All(turn.State).ToList())
            turn.Apply(new CommandDeferred(new CloseSession
            {
                SessionId = call.SessionId,
                Result = (uint)CdnResult.CarrierLost,
                Text = "LAC was restarted",
            }));
    }

    public bool Exists(Call call) => call is LacCall;

    public bool IsEstablished(Call call) => call is LacCall { Connected: not null };

    public void DropUnestablished(TunnelTurn turn)
    {
        foreach (var call in LacCalls.All(turn.State).Where(call => call.Connected is null).ToList())
            LacEnding.End(turn, call, new LacEnd(CdnResult.NotEstablishedInTime, "not established when the tunnel was recovered (RFC 4951 §3.3)")
            { SendsCdn = false });
    }

    /// <summary>Lines drop with their process: what a LAC recovers is its control connection, and its calls are answered for with CDN.</summary>
    public void ResetDataChannels(TunnelTurn turn, bool peerCanReset) { }

    public void OnSessionLost(TunnelTurn turn, Call call) => LacEnding.End(turn, (LacCall)call,
        new LacEnd(CdnResult.CarrierLost, "the LNS has no such session any more (RFC 4951 §3.3)") { SendsCdn = false });

    public void Save(TunnelState state, TunnelSnapshot snapshot) => snapshot.LacCalls.AddRange(LacCalls.All(state).Select(call => new LacCallSnapshot
    {
        Requested = call.Requested,
        Answered = call.Answered,
        Connected = call.Connected,
    }));

    public TunnelState Restore(TunnelState state, TunnelSnapshot snapshot) => state with
    {
        Calls = state.Calls.SetItems(snapshot.LacCalls.Select(saved => KeyValuePair.Create((ushort)saved.Requested.SessionId,
            (Call)new LacCall(saved.Requested) { Answered = saved.Answered, Connected = saved.Connected }))),
    };

    public SessionView View(Call call)
    {
        var lac = (LacCall)call;
        return new SessionView
        {
            State = lac switch { { Connected: not null } => "connected", { Answered: not null } => "dialling", _ => "requested" },
            LocalSessionId = lac.SessionId,
            PeerSessionId = lac.PeerSessionId,
            CalledNumber = lac.Requested.CalledNumber,
            CallSerialNumber = lac.Requested.CallSerialNumber,
            TransmitBps = lac.Connected?.TransmitBps ?? 0,
            ReceiveBps = lac.Connected?.ReceiveBps ?? 0,
            PlacedUnixMs = lac.Requested.AtUnixMs,
            Line = lac.Answered?.Line ?? "",
        };
    }

    private static TunnelState Change(TunnelState state, uint sessionId, Func<LacCall, LacCall> change) =>
        state.Calls.GetValueOrDefault((ushort)sessionId) is LacCall call
            ? state with { Calls = state.Calls.SetItem(call.SessionId, change(call)) }
            : state;
}
