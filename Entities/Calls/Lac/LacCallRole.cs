using Entities.Tunnels;
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
        LacCallEnded e => state with { Calls = state.Calls.Remove((ushort)e.SessionId) },
        _ => null,
    };

    public bool OnCommand(TunnelTurn turn, IMessage command)
    {
        switch (command)
        {
            case LineSeized seized when Find(turn, seized.SessionId) is { } call: LacDialling.OnSeized(turn, call, seized); break;
            case LineConnected connected when Find(turn, connected.SessionId) is { } call: LacDialling.OnConnected(turn, call, connected); break;
            case LineEnded ended when Find(turn, ended.SessionId) is { } call: LacEnding.OnLineEnded(turn, call, ended); break;
            case CloseSession close when Find(turn, close.SessionId) is { } call:
                LacEnding.End(turn, call, new LacEnd((CdnResult)close.Result, close.Text));
                break;
            case LineSeized or LineConnected or LineEnded or CloseSession: break;
            default: return false;
        }
        return true;
    }

    public void OnMessage(TunnelTurn turn, ushort sessionId, ControlMessage message)
    {
        if (message is Ocrq ocrq && sessionId == 0)
        {
            LacDialling.OnOcrq(turn, pools, ocrq);
            return;
        }
        if (Find(turn, sessionId, (message as Cdn)?.AssignedSessionId ?? 0) is not { } call)
        {
            turn.Report(Milestone.UnexpectedMessage, $"{MessageCatalogue.Of(message.Type).Name} for a session that does not exist", ("session", sessionId), ("peer", turn.State.PeerEndpoint));
            return;
        }
        switch (message)
        {
            case Sli sli:
                turn.Do(new TellEntity(new EntityId(EntityKinds.LinePool, call.Requested.Pool), new SetLineAccm
                {
                    Call = call.Name(turn.State),
                    SendAccm = sli.SendAccm,
                    ReceiveAccm = sli.ReceiveAccm,
                }));
                break;
            case Cdn cdn:
                var said = cdn.ErrorMessage is { Length: > 0 } text ? $": {text}" : "";
                LacEnding.End(turn, call, new LacEnd(cdn.ResultCode, $"LNS hung up{said}") { Error = (ushort)(cdn.ErrorCode ?? 0), SendsCdn = false });
                break;
            default:
                OnUnexpected(turn, call, message);
                break;
        }
    }

    public void OnBadMessage(TunnelTurn turn, ushort sessionId, ProtocolError error)
    {
        if (Find(turn, sessionId) is { } call)
            LacEnding.End(turn, call, new LacEnd((CdnResult)error.ResultCode, error.Text) { Error = (ushort)error.ErrorCode });
    }

    public void OnTimer(TunnelTurn turn, ushort sessionId, string what) { }

    public void OnTunnelUp(TunnelTurn turn) { }

    public void OnTunnelDown(TunnelTurn turn, TunnelClearing reason)
    {
        foreach (var call in All(turn.State).ToList())
            LacEnding.End(turn, call, new LacEnd(CdnResult.CarrierLost, $"tunnel closed: {reason.Text}") { SendsCdn = false });
    }

    /// <summary>Lines drop with their process (HUPCL), so after a restart every call is answered for at once.</summary>
    public void OnResume(TunnelTurn turn)
    {
        foreach (var call in All(turn.State).ToList())
            turn.Apply(new CommandDeferred(new CloseSession
            {
                SessionId = call.SessionId,
                Result = (uint)CdnResult.CarrierLost,
                Text = "LAC was restarted",
            }));
    }

    public void Save(TunnelState state, TunnelSnapshot snapshot) => snapshot.LacCalls.AddRange(All(state).Select(call => new LacCallSnapshot
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

    /// <summary>OCRQ, OCRP or OCCN for a call that exists: the table's "send CDN, clean up".</summary>
    private static void OnUnexpected(TunnelTurn turn, LacCall call, ControlMessage message)
    {
        if (message is Ocrq or Ocrp or Occn)
            LacEnding.End(turn, call, new LacEnd(CdnResult.GeneralError, $"{MessageCatalogue.Of(message.Type).Name} in {call.Phase}"));
        else
            turn.Report(Milestone.UnexpectedMessage, $"{MessageCatalogue.Of(message.Type).Name} for a dialled call", ("session", call.SessionId));
    }

    private static IEnumerable<LacCall> All(TunnelState state) => state.Calls.Values.OfType<LacCall>();

    private static LacCall? Find(TunnelTurn turn, uint sessionId, ushort peerSessionId = 0) =>
        sessionId != 0
            ? turn.State.Calls.GetValueOrDefault((ushort)sessionId) as LacCall
            : peerSessionId == 0 ? null : All(turn.State).FirstOrDefault(call => call.PeerSessionId == peerSessionId);

    private static TunnelState Change(TunnelState state, uint sessionId, Func<LacCall, LacCall> change) =>
        state.Calls.GetValueOrDefault((ushort)sessionId) is LacCall call
            ? state with { Calls = state.Calls.SetItem(call.SessionId, change(call)) }
            : state;
}
