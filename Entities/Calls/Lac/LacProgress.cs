using Entities.Lines;
using Entities.Tunnels;
using Entities.Tunnels.Control;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lac;

/// <summary>Looking calls up.</summary>
internal static class LacCalls
{
    public static IEnumerable<LacCall> All(TunnelState state) => state.Calls.Values.OfType<LacCall>();

    public static LacCall? Find(TunnelState state, uint sessionId) => state.Calls.GetValueOrDefault((ushort)sessionId) as LacCall;

    /// <summary>By the LNS's id, which OCRQ brings, and CDN where the LNS does not know ours yet.</summary>
    public static LacCall? FindByPeer(TunnelState state, ushort peerSessionId) =>
        peerSessionId == 0 ? null : All(state).FirstOrDefault(call => call.PeerSessionId == peerSessionId);
}

/// <summary>OCRQ, CDN, SLI and what doesn't belong: the actions of RFC 2661 §7.5.1's table.</summary>
internal static class LacProgress
{
    public static void OnMessage(TunnelTurn turn, ILinePools pools, ushort sessionId, ControlMessage message)
    {
        var call = message switch
        {
            // An LNS that uses an id again has forgotten the call that had it.
            Ocrq ocrq => LacCalls.FindByPeer(turn.State, ocrq.AssignedSessionId),
            Cdn cdn when sessionId == 0 => LacCalls.FindByPeer(turn.State, cdn.AssignedSessionId),
            _ => LacCalls.Find(turn.State, sessionId),
        };
        if (message is Sli sli && call is not null)
            SetAccm(turn, call, sli);
        else if (message is Ocrq request && call is null)
            Request(turn, request, LacDialling.Choose(turn, pools, request));
        else if (Event(message) is { } @event)
            Step(turn, call, message, sessionId, OutgoingCallLacTable.Next(call?.Phase ?? OutgoingCallLacState.Idle, @event));
        else
            Unexpected(turn, sessionId, message);
    }

    private static void Request(TunnelTurn turn, Ocrq ocrq, PoolAnswer choice)
    {
        var transition = OutgoingCallLacTable.Next(OutgoingCallLacState.Idle,
            choice.Pool is null ? OutgoingCallLacEvent.OcrqNotAcceptable : OutgoingCallLacEvent.OcrqAcceptable);
        if (transition.Actions.HasFlag(OutgoingCallLacActions.OpenBearer))
            LacDialling.Seize(turn, ocrq, choice.Pool!);
        else
            LacDialling.Refuse(turn, ocrq, choice.Failure!);
    }

    private static OutgoingCallLacEvent? Event(ControlMessage message) => message switch
    {
        Ocrq => OutgoingCallLacEvent.OcrqAcceptable,
        Ocrp => OutgoingCallLacEvent.OcrpReceived,
        Occn => OutgoingCallLacEvent.OccnReceived,
        Cdn => OutgoingCallLacEvent.CdnReceived,
        _ => null,
    };

    private static void Step(TunnelTurn turn, LacCall? call, ControlMessage message, ushort sessionId,
        Transition<OutgoingCallLacState, OutgoingCallLacActions> transition)
    {
        var sendsCdn = transition.Actions.HasFlag(OutgoingCallLacActions.SendCdn);
        if (call is null)
        {
            Unexpected(turn, sessionId, message);
            if (sendsCdn && message is Ocrp ocrp)
                StrayCalls.Disconnect(turn, ocrp.AssignedSessionId, CdnResult.GeneralError, "a LAC asks for no outgoing calls", GeneralError.InvalidSessionId);
            return;
        }
        LacEnding.End(turn, call, message is Cdn cdn
            ? new LacEnd(cdn.ResultCode, HungUp(cdn)) { Error = (ushort)(cdn.ErrorCode ?? 0), SendsCdn = false }
            : new LacEnd(CdnResult.GeneralError, $"{MessageCatalogue.Of(message.Type).Name} in {call.Phase}")
            { Error = (ushort)GeneralError.InvalidSessionId, SendsCdn = sendsCdn });
    }

    private static string HungUp(Cdn cdn) => cdn.ErrorMessage is { Length: > 0 } text ? $"LNS hung up: {text}" : "LNS hung up";

    private static void SetAccm(TunnelTurn turn, LacCall call, Sli sli) =>
        turn.Do(new TellEntity(new EntityId(EntityKinds.LinePool, call.Requested.Pool), new SetLineAccm
        {
            Call = call.Name(turn.State),
            SendAccm = sli.SendAccm,
            ReceiveAccm = sli.ReceiveAccm,
        }));

    /// <summary>Incoming calls are this end's to ask for (ICRQ), and none was: they share nothing with a dialled one.</summary>
    private static void Unexpected(TunnelTurn turn, ushort sessionId, ControlMessage message)
    {
        StrayCalls.Report(turn, sessionId, message);
        if (message is Icrq icrq)
            StrayCalls.Disconnect(turn, icrq.AssignedSessionId, CdnResult.NoFacilitiesPermanent, "no incoming calls are taken here");
    }
}
