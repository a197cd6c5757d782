using Entities.DialOut;
using Entities.Tunnels;
using Entities.Tunnels.Control;
using Google.Protobuf;
using Protocols.L2tp;
using Protocols.Ppp;
using Shared.Messages.Entities;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>The LNS's calls on a tunnel: it places them and runs PPP over them.</summary>
public sealed class LnsCallRole : ICallRole
{
    public static LnsCallRole Instance { get; } = new();

    public IEnumerable<string> CallKeys(TunnelState state) =>
        LnsCalls.All(state).Where(call => call.Ended is null).Select(call => call.Key);

    public TunnelState? Evolve(TunnelState state, object @event) => LnsEvolution.Evolve(state, @event);

    public bool OnCommand(TunnelTurn turn, IMessage command)
    {
        switch (command)
        {
            case PlaceCall place: Placing.Place(turn, place.Order); break;
            case CloseCall close: Close(turn, close.CallKey, close.Reason); break;
            case QueryCall query: Query(turn, query.CallKey); break;
            case RadiusAnswer answer: PeerCheck.OnAnswer(turn, answer); break;
            case PppFrame frame: PppDesk.OnFrame(turn, frame); break;
            case ReserveSequence reserve: DataSequence.Reserve(turn, reserve); break;
            case TrafficReport report: CallClocks.OnTraffic(turn, report); break;
            case CloseSession close when LnsCalls.Find(turn.State, (ushort)close.SessionId) is { } call:
                Close(turn, call.Key, close.Text);
                break;
            case CloseSession: break;
            default: return false;
        }
        return true;
    }

    public void OnMessage(TunnelTurn turn, ushort sessionId, ControlMessage message) => CallProgress.OnMessage(turn, sessionId, message);

    public void OnBadMessage(TunnelTurn turn, ushort sessionId, ProtocolError error)
    {
        if (LnsCalls.Find(turn.State, sessionId) is { Ended: null } call)
            Ending.End(turn, call, new EndReason((CdnResult)error.ResultCode, error.Text)
            { Error = error.ErrorCode, IsOwn = true, TerminateCause = AcctTerminateCause.NasError });
        else
            StrayCalls.OnBadMessage(turn, error);
    }

    public void OnTimer(TunnelTurn turn, ushort sessionId, string what)
    {
        if (LnsCalls.Find(turn.State, sessionId) is { Ended: null } call) CallClocks.OnTimer(turn, call, what);
    }

    public void OnTunnelUp(TunnelTurn turn)
    {
        foreach (var call in LnsCalls.All(turn.State).Where(call => call.Ended is null).ToList())
            Placing.Request(turn, call);
    }

    public void OnTunnelDown(TunnelTurn turn, TunnelClearing reason)
    {
        foreach (var call in LnsCalls.All(turn.State).Where(call => call.Ended is null).ToList())
            Ending.End(turn, call, new EndReason((CdnResult)reason.Result, reason.Text)
            {
                Error = (GeneralError)reason.Error,
                SendsCdn = false,
                IsOwn = !reason.ByPeer,
                TunnelFailed = true,
                FromStopCcn = reason.ByPeer,
                TerminateCause = reason.Failed ? AcctTerminateCause.LostService : AcctTerminateCause.AdminReset,
            });
    }

    public void OnTieLost(TunnelTurn turn)
    {
        foreach (var call in LnsCalls.All(turn.State).ToList())
            turn.Apply(new CallForgotten { SessionId = call.SessionId });
    }

    public void OnResume(TunnelTurn turn) => LnsResume.Resume(turn);

    public bool Exists(Call call) => call is LnsCall { Ended: null };

    public bool IsEstablished(Call call) => call is LnsCall { Ended: null, Connected: not null };

    public void DropUnestablished(TunnelTurn turn) => LnsFailover.DropUnestablished(turn);

    public void ResetDataChannels(TunnelTurn turn, bool peerCanReset) => LnsFailover.ResetDataChannels(turn, peerCanReset);

    public void OnSessionLost(TunnelTurn turn, Call call) => LnsFailover.OnSessionLost(turn, (LnsCall)call);

    public IEnumerable<InstallForwarding> Rows(TunnelState state) => LnsCalls.All(state)
        .Where(call => call.Answered is not null).Select(call => new InstallForwarding(NetworkLayer.Entry(state, call, isResuming: true)));

    public void Save(TunnelState state, TunnelSnapshot snapshot) => snapshot.LnsCalls.AddRange(LnsCalls.All(state).Select(call => new LnsCallSnapshot
    {
        Placed = call.Placed,
        Answered = call.Answered,
        Connected = call.Connected,
        Up = call.Up,
        Ended = call.Ended,
        Renegotiating = call.IsRenegotiating,
        SequenceReserved = call.SequenceReserved,
    }));

    public TunnelState Restore(TunnelState state, TunnelSnapshot snapshot) => state with
    {
        SessionsByCallKey = state.SessionsByCallKey.SetItems(snapshot.LnsCalls.Where(saved => saved.Ended is null)
            .Select(saved => KeyValuePair.Create(saved.Placed.Order.CallKey, (ushort)saved.Placed.SessionId))),
        Calls = state.Calls.SetItems(snapshot.LnsCalls.Select(saved => KeyValuePair.Create((ushort)saved.Placed.SessionId, (Call)new LnsCall(saved.Placed)
        {
            Answered = saved.Answered,
            Connected = saved.Connected,
            Up = saved.Up,
            Ended = saved.Ended,
            IsRenegotiating = saved.Renegotiating,
            SequenceReserved = Math.Max(saved.SequenceReserved, DataSequence.Block),
        }))),
    };

    public SessionView View(Call call) => LnsViews.View((LnsCall)call);

    private static void Close(TunnelTurn turn, string callKey, string reason)
    {
        if (LnsCalls.Find(turn.State, callKey) is not { } call)
        {
            DialOutTeller.Tell(turn, callKey, new CallClosed { CallKey = callKey, Unknown = true });
            return;
        }
        Ending.End(turn, call, new EndReason(CdnResult.Administrative, reason)
        {
            TerminateCause = AcctTerminateCause.AdminReset,
            Ppp = call.Connected is null ? null : DisconnectReason.Administrative(reason).Cause,
            SendsCdn = turn.State.IsEstablished,
        });
    }

    private static void Query(TunnelTurn turn, string callKey)
    {
        if (LnsCalls.Find(turn.State, callKey) is { } call)
            LnsCalls.TellStatus(turn, call);
        else
            DialOutTeller.Tell(turn, callKey, new CallClosed { CallKey = callKey, Unknown = true });
    }
}
