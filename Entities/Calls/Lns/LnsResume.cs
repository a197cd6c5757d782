using Entities.Tunnels;
using Protocols.Ppp;
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
        if (call.Answered is not null) NetworkLayer.InstallForwarding(turn, call);
        if (call.Ended is not null)
        {
            if (call.Up is not null) turn.Do(new AskTraffic(LnsCalls.ForwardingKey(turn.State, call.SessionId), Ending.StopPurpose));
        }
        else if (call.Up is { } up)
        {
            var link = PppLink.Restore(PppTerms.For(call), PppTerms.Negotiated(up.Ppp, call.Order), turn.Random);
            PppDesk.Step(turn, call.SessionId, new PppStep(link, link.RunningTimers));
            CallClocks.Arm(turn, call);
            DialOutTeller.Tell(turn, call.Key, LnsCalls.UpMessage(turn.State, call));
        }
        else if (call.Connected is not null)
        {
            PppDesk.Start(turn, call);
        }
        else if (turn.State.IsEstablished)
        {
            var (what, seconds) = call.Answered is null
                ? (CallTimers.Reply, turn.Settings.WaitReplySeconds)
                : (CallTimers.Connect, turn.Settings.WaitConnectSeconds);
            turn.Do(new StartTimer(TunnelTimers.OfCall(call.SessionId, what), turn.Now.AddSeconds(seconds)));
        }
    }
}
