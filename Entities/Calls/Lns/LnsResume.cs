using Entities.Tunnels;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lns;

/// <summary>
/// Calls on a machine that has just taken over: what was up goes on silently, what was negotiating PPP starts LCP again, what was waiting
/// for the LAC goes on waiting, and a call that had ended gets its stop record.
/// </summary>
internal static class LnsResume
{
    public static void Resume(TunnelTurn turn)
    {
        foreach (var call in LnsCalls.All(turn.State).ToList())
            Resume(turn, call);
    }

    private static void Resume(TunnelTurn turn, LnsCall call)
    {
        if (call.Answered is not null) NetworkLayer.InstallForwarding(turn, call, isResuming: true);
        if (call.Ended is not null)
        {
            ResumeEnded(turn, call, call.Ended);
        }
        else if (call.Up is { } up)
        {
            if (call.IsRenegotiating)
                PppAgain(turn, call);
            else
                PppDesk.Restore(turn, call, up.Ppp);
            CallClocks.Arm(turn, call);
            DialOutTeller.Tell(turn, call.Key, LnsCalls.UpMessage(turn.State, call));
        }
        else if (call.Connected is not null)
        {
            PppAgain(turn, call);
        }
        else if (turn.State.IsEstablished)
        {
            var (what, seconds) = call.Answered is null
                ? (CallTimers.Reply, turn.Settings.WaitReplySeconds)
                : (CallTimers.Connect, turn.Settings.WaitConnectSeconds);
            turn.Do(new StartTimer(TunnelTimers.OfCall(call.SessionId, what), turn.Now.AddSeconds(seconds)));
        }
    }

    /// <summary>Once the probe has shown our Ns: LCP begins with an SLI.</summary>
    private static void PppAgain(TunnelTurn turn, LnsCall call) =>
        turn.Apply(new CommandDeferred(new TimerFired { Name = TunnelTimers.OfCall(call.SessionId, CallTimers.PppAgain) }));

    /// <summary>It was up, or it would have been forgotten with its end.</summary>
    private static void ResumeEnded(TunnelTurn turn, LnsCall call, CallEnded ended)
    {
        DialOutTeller.Tell(turn, call.Key, new CallClosed { CallKey = call.Key, Result = ended.Result, Error = ended.Error, Text = ended.Text });
        turn.Do(new AskTraffic(LnsCalls.ForwardingKey(turn.State, call.SessionId), Ending.StopPurpose));
    }
}
