using Entities.Tunnels;
using Entities.Tunnels.Control;
using Protocols.L2tp;
using Protocols.Ppp;
using PppDisconnectCause = Protocols.Ppp.PppDisconnectCause;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lns;

/// <param name="Result">What CDN says, or would say.</param>
internal sealed record EndReason(CdnResult Result, string Text)
{
    public GeneralError Error { get; init; }

    public uint Cause { get; init; }

    public bool SendsCdn { get; init; } = true;

    /// <summary>RFC 3145, for calls that got as far as PPP.</summary>
    public PppDisconnectCause? Ppp { get; init; }

    /// <summary>Acct-Terminate-Cause (RFC 2866 §5.10).</summary>
    public AcctTerminateCause TerminateCause { get; init; } = AcctTerminateCause.LostCarrier;

    public bool AuthenticationFailed { get; init; }

    public bool TunnelFailed { get; init; }

    public bool FromStopCcn { get; init; }

    /// <summary>Neither the peer nor an operator said so: the dial-out session gets result 0, "none was received".</summary>
    public bool IsOwn { get; init; }

    public uint ToldResult => IsOwn ? 0u : (uint)Result;

    public uint ToldError => IsOwn ? 0u : (uint)Error;

    /// <summary>StopCCN numbers its results otherwise than CDN (RFC 2661 §4.4.2).</summary>
    public string ResultText => TunnelFailed ? ((StopCcnResult)Result).Text() : Result.Text();
}

/// <summary>The end of a call: CDN, the dial-out session's answer, and the stop record once the counters are read.</summary>
internal static class Ending
{
    /// <summary>Purpose of the traffic question that precedes a stop record.</summary>
    public const string StopPurpose = "stop";

    public static void End(TunnelTurn turn, LnsCall call, EndReason reason)
    {
        if (call.Ended is not null) return;
        turn.Apply(new CallEnded
        {
            SessionId = call.SessionId,
            Result = (uint)reason.Result,
            Error = (uint)reason.Error,
            Cause = reason.Cause,
            Text = reason.Text,
            TerminateCause = (uint)reason.TerminateCause,
            AtUnixMs = turn.NowUnixMs,
        });
        turn.Apply(new CallUnreported(call.Key, IsGone: true));
        if (reason.SendsCdn) ControlOutput.Queue(turn, call, Cdn(call, reason));
        CancelTimers(turn, call);
        TellDialOut(turn, call, reason);
        ReportEnd(turn, call, reason);
        if (call.Up is not null)
            turn.Do(new AskTraffic(LnsCalls.ForwardingKey(turn.State, call.SessionId), StopPurpose));
        else
            Forget(turn, call);
    }

    /// <summary>Nothing more is to come of this call: its id is free, its forwarding row goes.</summary>
    public static void Forget(TunnelTurn turn, LnsCall call)
    {
        if (call.Answered is not null) turn.Do(new RemoveForwarding(LnsCalls.ForwardingKey(turn.State, call.SessionId)));
        turn.Apply(new CallForgotten { SessionId = call.SessionId });
        if (turn.State.Clearing is not null)
        {
            ConnectionClearing.Forget(turn);
            return;
        }
        turn.ReportChange(LnsCallRole.Instance);
        if (turn.State.Calls.Count == 0) TunnelResume.ArmIdle(turn);
    }

    private static Cdn Cdn(LnsCall call, EndReason reason) => new()
    {
        AssignedSessionId = call.SessionId,
        ResultCode = reason.Result,
        ErrorCode = reason.Result == CdnResult.GeneralError ? reason.Error : null,
        ErrorMessage = reason.Text.Length == 0 ? null : reason.Text,
        PppDisconnectCause = reason.Ppp is { } ppp
            ? new Protocols.L2tp.PppDisconnectCause((Protocols.L2tp.PppDisconnectCode)ppp.Code, ppp.ControlProtocol,
                (Protocols.L2tp.PppDisconnectDirection)ppp.Direction, ppp.Text)
            : null,
    };

    public static void CancelTimers(TunnelTurn turn, LnsCall call)
    {
        foreach (var what in (string[])[CallTimers.Reply, CallTimers.Connect, CallTimers.Idle, CallTimers.SessionTimeout, CallTimers.Interim])
            turn.Do(new CancelTimer(TunnelTimers.OfCall(call.SessionId, what)));
        foreach (var timer in Enum.GetValues<PppTimer>())
            turn.Do(new CancelTimer(TunnelTimers.OfCall(call.SessionId, CallTimers.PppPrefix + timer)));
    }

    private static void TellDialOut(TunnelTurn turn, LnsCall call, EndReason reason)
    {
        if (call.Up is not null)
        {
            DialOutTeller.Tell(turn, call.Key, new CallClosed
            {
                CallKey = call.Key,
                Result = reason.ToldResult,
                Error = reason.ToldError,
                Text = reason.Text,
            });
            return;
        }
        DialOutTeller.Tell(turn, call.Key, new CallFailed
        {
            CallKey = call.Key,
            Stage = Stage(turn.State, call),
            Result = reason.ToldResult,
            Error = reason.ToldError,
            Cause = reason.Cause,
            Text = reason.Text,
            FromStopCcn = reason.FromStopCcn,
            AuthenticationFailed = reason.AuthenticationFailed,
            TunnelFailed = reason.TunnelFailed,
        });
    }

    private static CallStage Stage(TunnelState tunnel, LnsCall call) => call switch
    {
        { Connected: not null } => CallStage.StagePpp,
        { Answered: not null } => CallStage.StageDialling,
        _ when tunnel.Established is not null => CallStage.StageRequest,
        _ => CallStage.StageTunnel,
    };

    private static void ReportEnd(TunnelTurn turn, LnsCall call, EndReason reason) => turn.Report(Milestone.CallEnded, reason.Text,
        ("session", call.SessionId), ("peerSession", call.PeerSessionId), ("call", call.Key), ("number", call.Order.CalledNumber),
        ("lac", turn.State.PeerEndpoint), ("user", call.Up?.User ?? ""), ("result", (uint)reason.Result), ("resultText", reason.ResultText),
        ("error", (uint)reason.Error), ("cause", reason.Cause), ("pppCause", reason.Ppp?.Text ?? ""),
        ("connectedSeconds", call.Connected is { } c ? (turn.NowUnixMs - c.AtUnixMs) / 1000 : 0));
}
