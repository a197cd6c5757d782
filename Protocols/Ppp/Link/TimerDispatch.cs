using Protocols.Ppp.Control;
using Protocols.Ppp.Roles;

namespace Protocols.Ppp.Link;

/// <summary>Which timers run when, how long, and who hears of them.</summary>
internal static class TimerDispatch
{
    public static void Fired(LinkTurn turn, PppTimer timer)
    {
        // Cancelled, and fired all the same.
        if (!Runs(turn.Link, timer))
            return;
        turn.Fired = timer;
        switch (timer)
        {
            case PppTimer.LcpRestart:
                LcpLayer.Timeout(turn);
                break;
            case PppTimer.IpcpRestart:
                IpcpLayer.Timeout(turn);
                break;
            case PppTimer.AuthenticatorRestart:
                AuthenticatorLayer.Timeout(turn);
                break;
            case PppTimer.AuthenticateeTimeout:
                AuthenticateeLayer.Timeout(turn);
                break;
            case PppTimer.EchoInterval:
                EchoLayer.IntervalEnded(turn);
                break;
        }
    }

    public static bool Runs(PppLink link, PppTimer timer) => timer switch
    {
        PppTimer.LcpRestart => Automaton.RunsRestartTimer(link.Lcp.State),
        PppTimer.IpcpRestart => link.Ipcp is { } ipcp && Automaton.RunsRestartTimer(ipcp.State),
        PppTimer.AuthenticatorRestart => link.Authenticator is { Stage: AuthenticatorStage.AwaitingProof },
        PppTimer.AuthenticateeTimeout =>
            link.Authenticatee is { Stage: AuthenticateeStage.AwaitingChallenge or AuthenticateeStage.AwaitingVerdict },
        PppTimer.EchoInterval => link.Lcp.IsOpened && link.Settings.EchoIntervalSeconds > 0 && !link.Echo.Refused,
        _ => false,
    };

    public static TimeSpan Period(PppLink link, PppTimer timer) => timer switch
    {
        PppTimer.EchoInterval => TimeSpan.FromSeconds(link.Settings.EchoIntervalSeconds),
        // Nothing to repeat, the peer has to begin: as long as all repetitions would take.
        PppTimer.AuthenticatorRestart when link.Authenticator is { Method: AuthenticationMethod.Pap } =>
            link.Settings.RestartTimer * link.Settings.MaxConfigure,
        PppTimer.AuthenticateeTimeout when link.Authenticatee is { Stage: AuthenticateeStage.AwaitingChallenge } =>
            link.Settings.RestartTimer * link.Settings.MaxConfigure,
        _ => link.Settings.RestartTimer,
    };

    public static void Start(LinkTurn turn, PppTimer timer) => turn.Start(timer, Period(turn.Link, timer));

    public static void CancelIfRunning(LinkTurn turn, PppTimer timer)
    {
        if (Runs(turn.Link, timer))
            turn.Cancel(timer);
    }
}
