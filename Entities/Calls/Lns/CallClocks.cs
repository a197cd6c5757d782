using Entities.Tunnels;
using Protocols.L2tp;
using Protocols.Ppp;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lns;

/// <summary>Idle-Timeout, Session-Timeout and interim accounting of a call that is up.</summary>
internal static class CallClocks
{
    /// <summary>Acct-Interim-Interval must not be shorter (RFC 2869 §5.16); the configuration has a bound of its own.</summary>
    private const uint MinimumInterimSeconds = 60;

    private const string IdlePurpose = "idle";
    private const string InterimPurpose = "interim";

    /// <param name="asked">By the server; 0: it wants no interim records.</param>
    public static uint InterimSeconds(uint? asked, uint ordered) => asked is not { } seconds ? ordered : seconds == 0 ? 0 : Math.Max(seconds, MinimumInterimSeconds);

    public static void Arm(TunnelTurn turn, LnsCall call)
    {
        var up = call.Up!;
        if (up.IdleTimeoutSeconds > 0) Start(turn, call, CallTimers.Idle, turn.Now.AddSeconds(up.IdleTimeoutSeconds));
        if (up.SessionTimeoutSeconds > 0)
            Start(turn, call, CallTimers.SessionTimeout, TunnelEvolution.At(up.AtUnixMs).AddSeconds(up.SessionTimeoutSeconds));
        ArmInterim(turn, call);
    }

    public static void OnTimer(TunnelTurn turn, LnsCall call, string what)
    {
        switch (what)
        {
            // A timer may have come due while the answer that cancels it was being taken, or while a probe held it back.
            case CallTimers.Reply when call.Answered is null:
                GiveUp(turn, call, "no OCRP");
                break;
            case CallTimers.Connect when call.Connected is null:
                GiveUp(turn, call, "no OCCN");
                break;
            case CallTimers.PppAgain when call is { Connected: not null, Up: null, Ppp: null }:
                PppDesk.Start(turn, call);
                break;
            case CallTimers.Idle when call.Up is not null:
                turn.Do(new AskTraffic(LnsCalls.ForwardingKey(turn.State, call.SessionId), IdlePurpose));
                break;
            case CallTimers.Interim when call.Up is not null:
                turn.Do(new AskTraffic(LnsCalls.ForwardingKey(turn.State, call.SessionId), InterimPurpose));
                ArmInterim(turn, call);
                break;
            case CallTimers.SessionTimeout when call.Up is not null:
                Hangup(turn, call, "session time-out", AcctTerminateCause.SessionTimeout);
                break;
            case var ppp when ppp.StartsWith(CallTimers.PppPrefix, StringComparison.Ordinal):
                PppDesk.OnTimer(turn, call.SessionId, ppp[CallTimers.PppPrefix.Length..]);
                break;
        }
    }

    public static void OnTraffic(TunnelTurn turn, TrafficReport report)
    {
        if (turn.State.Calls.GetValueOrDefault((ushort)report.SessionId) is not LnsCall { Up: not null } call) return;
        switch (report.Purpose)
        {
            case Ending.StopPurpose when call.Ended is not null:
                AccountingRecords.Queue(turn, call, AcctStatusType.Stop, report.Counters);
                turn.Report(Milestone.RouteRemoved, string.Join(", ", call.Up.AccessRoutes.Select(PrefixText.Of)),
                    ("session", call.SessionId), ("call", call.Key));
                Ending.Forget(turn, call);
                break;
            case InterimPurpose when call.Ended is null:
                AccountingRecords.Queue(turn, call, AcctStatusType.InterimUpdate, report.Counters);
                break;
            case IdlePurpose when call.Ended is null:
                OnIdle(turn, call, report.Counters);
                break;
        }
    }

    /// <summary>Only traffic counts, echoes do not; a fresh call counts from when it came up.</summary>
    private static void OnIdle(TunnelTurn turn, LnsCall call, TrafficCounters counters)
    {
        var last = Math.Max(counters.LastTrafficUnixMs, call.Up!.AtUnixMs);
        var due = TunnelEvolution.At(last).AddSeconds(call.Up.IdleTimeoutSeconds);
        if (due <= turn.Now)
            Hangup(turn, call, "idle", AcctTerminateCause.IdleTimeout);
        else
            Start(turn, call, CallTimers.Idle, due);
    }

    private static void GiveUp(TunnelTurn turn, LnsCall call, string what) => Ending.End(turn, call,
        new EndReason(CdnResult.GeneralError, $"LAC sent {what} in time")
        { Error = GeneralError.VendorSpecific, IsOwn = true, TerminateCause = AcctTerminateCause.ServiceUnavailable });

    private static void Hangup(TunnelTurn turn, LnsCall call, string text, AcctTerminateCause cause) => Ending.End(turn, call,
        new EndReason(CdnResult.Administrative, text) { TerminateCause = cause, Ppp = DisconnectReason.Normal(text).Cause });

    private static void ArmInterim(TunnelTurn turn, LnsCall call)
    {
        if (call.Up!.InterimIntervalSeconds is var interval and > 0)
            Start(turn, call, CallTimers.Interim, turn.Now.AddSeconds(interval));
    }

    private static void Start(TunnelTurn turn, LnsCall call, string what, DateTimeOffset due) =>
        turn.Do(new StartTimer(TunnelTimers.OfCall(call.SessionId, what), due));
}
