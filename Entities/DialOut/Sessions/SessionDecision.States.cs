using System.Diagnostics;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>Entering the states that wait, and their timers.</summary>
internal sealed partial class SessionDecision
{
    /// <summary>The longest back-off, in connecting timers.</summary>
    private const int LongestBackOff = 8;

    private void OnTimer(TimerFired timer)
    {
        if (timer.Name == RepeatTimer)
            Repeat();
        else if (timer.Name == StateTimer && Session.Until is { } due)
        {
            // one that was started for an earlier state may still be on its way when the next state has begun
            if (turn.Now < due)
                turn.Do(new StartTimer(StateTimer, due));
            else
                Act(Expired());
        }
    }

    private Occurrence Expired() => new(DialOutEvent.TimerExpired)
    {
        Result = Session.State switch
        {
            DialOutState.Authenticating => Because("no answer to the authorisation"),
            DialOutState.Connecting => Because("the connecting timer expired"),
            _ => null,
        },
        By = Session.State == DialOutState.Authenticating ? DialOutInhibitedBy.NoAnswer : DialOutInhibitedBy.Timeout,
    };

    private void Enter(DialOutState next, Occurrence happened, DialOutCallToClose? close, TimeSpan? dormant = null)
    {
        var at = turn.Now.ToUnixTimeMilliseconds();
        var reason = happened.Result?.Text ?? "timer";
        switch (next)
        {
            case DialOutState.Inhibited:
                EnterInhibited(happened, close, reason);
                break;
            case DialOutState.PostInhibited:
                Move(new DialOutPostInhibited { AtUnixMs = at, UntilUnixMs = After(settings.ConnectingTimer) }, reason);
                break;
            case DialOutState.Dormant:
                var rest = dormant ?? settings.DormantTimer;
                Move(new DialOutDormant
                {
                    AtUnixMs = at,
                    UntilUnixMs = After(rest > TimeSpan.Zero ? rest : TimeSpan.Zero),
                    Result = happened.Result,
                    Close = close,
                    Reset = happened.Event == DialOutEvent.Reset,
                }, reason);
                break;
            case DialOutState.Failed:
                Move(new DialOutFailed { AtUnixMs = at, Result = happened.Result ?? Because(reason), Close = close }, reason);
                break;
            case DialOutState.None:
                Move(new DialOutDeleted(), reason);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void EnterInhibited(Occurrence happened, DialOutCallToClose? close, string reason)
    {
        var connecting = settings.ConnectingTimer;
        var backOff = Session.BackOff == TimeSpan.Zero ? connecting
            : TimeSpan.FromTicks(Math.Min(2 * Session.BackOff.Ticks, LongestBackOff * connecting.Ticks));
        Move(new DialOutInhibited
        {
            AtUnixMs = turn.Now.ToUnixTimeMilliseconds(),
            UntilUnixMs = After(backOff),
            BackOffMs = (long)backOff.TotalMilliseconds,
            Result = happened.Result ?? Because(reason),
            Close = close,
            By = happened.By,
        }, reason);
    }
}
