using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>Questions that nobody has answered: after a recovery, and by the repeat timer.</summary>
internal sealed partial class SessionDecision
{
    /// <summary>Every effect that is not confirmed. A timer that came due meanwhile is due at once.</summary>
    public void Resume()
    {
        switch (Session.State)
        {
            case DialOutState.Authenticating or DialOutState.Connecting: turn.Do(new RetakeSlot()); break;
            case DialOutState.Pending: turn.Do(new AwaitSlot()); break;
            case DialOutState.InService: turn.Apply(new DialOutTransient.CallDoubted()); break;
        }
        if (Session.Until is { } due)
            turn.Do(new StartTimer(StateTimer, due));
        AskAgain();
        if (OpenQuestion(Session) is not null)
            turn.Do(new StartTimer(RepeatTimer, turn.Now + RepeatAfter(Session)));
    }

    private void Repeat()
    {
        if (OpenQuestion(Session) is null)
            return;
        turn.Apply(new DialOutTransient.QuestionsRepeated());
        if (Session.Repeats > ClosingRepeats && !Session.Closing.IsEmpty)
            turn.Apply(new DialOutTransient.ClosingGivenUp());
        AskAgain();
    }

    // all of it is idempotent by correlation or call key
    private void AskAgain()
    {
        foreach (var call in Session.Closing)
            turn.Do(new TellEntity(new EntityId(call.Kind, call.Key), new CloseCall { CallKey = call.CallKey, Reason = call.Reason }));
        switch (Session.State)
        {
            case DialOutState.Authenticating when route?.RadiusGroup is { Length: > 0 }:
                PutQuestion();
                break;
            // a tunnel whose journal was cut may have forgotten a call that it has confirmed
            case DialOutState.Connecting when Session.Accepted is null || turn.Moment.Tail == JournalTail.MayBeMissing:
                TellPlace();
                break;
            case DialOutState.InService when Session.Doubted:
                turn.Do(new TellEntity(Session.CallOwner!.Value, new QueryCall { CallKey = Session.CallKey }));
                break;
        }
    }
}
