using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>
/// One decision of a dial-out session: reads the command as an event of the table, does what the row says, then settles timers and
/// places.
/// </summary>
internal sealed partial class SessionDecision
{
    /// <summary>The state's own timer.</summary>
    internal const string StateTimer = "state";

    /// <summary>Runs while an answer is awaited that a crash elsewhere may have swallowed.</summary>
    internal const string RepeatTimer = "repeat";

    private readonly Turn<DialOutSession> turn;
    private readonly IDialOutPolicy policy;
    private readonly DialOutRouteSettings? route;
    private readonly DialOutSettings settings;

    public SessionDecision(Turn<DialOutSession> turn, IDialOutPolicy policy)
    {
        this.turn = turn;
        this.policy = policy;
        route = policy.Route(turn.State.Key.VirtualRouter, turn.State.Key.Prefix);
        // a session outlives its route's configuration; its timers then run as by default
        settings = route?.Session ?? DialOutSettings.Default;
    }

    private DialOutSession Session => turn.State;

    public void Take(IMessage command)
    {
        var before = Session;
        Read(command);
        SettleTimers(before);
        SettleSlots(before.State, brought: command is Trigger { HasSlot: true } or SlotFree);
        if (command is ResetSession or DeleteSession or ShowDialOutSession)
            turn.Do(new Reply(Status.Of(Session, route, turn.Now)));
    }

    private void Read(IMessage command)
    {
        switch (command)
        {
            case Trigger trigger: OnTrigger(trigger); break;
            case SlotFree free: OnSlotFree(free); break;
            case RadiusAnswer answer: OnRadiusAnswer(answer); break;
            case CallAccepted accepted: OnCallAccepted(accepted); break;
            case CallRefused refused: OnCallRefused(refused); break;
            case CallUp up: OnCallUp(up); break;
            case CallFailed failed: OnCallFailed(failed); break;
            case CallClosed closed: OnCallClosed(closed); break;
            case TimerFired timer: OnTimer(timer); break;
            case ResetSession: Act(new Occurrence(DialOutEvent.Reset) { Result = Because("reset by an operator") }); break;
            case DeleteSession: Act(new Occurrence(DialOutEvent.Delete) { Result = Because("deleted by an operator") }); break;
            case ShowDialOutSession: break;
            default:
                turn.Do(new Report(Milestone.UnexpectedMessage, $"{command.Descriptor.Name} is no command of a dial-out session",
                    ("session", Session.Key.ToString()), ("message", command.Descriptor.Name)));
                break;
        }
    }

    private void Act(Occurrence happened)
    {
        var (action, next) = DialOutTable.Of(Session.State, happened.Event);
        switch (action)
        {
            case DialOutAction.Ignore or DialOutAction.ReturnSlot: break; // places go back in SettleSlots
            case DialOutAction.Ask: Ask(happened); break;
            case DialOutAction.AwaitSlot: AwaitSlot(happened); break;
            case DialOutAction.Buffer: Buffer(happened.Packet); break;
            case DialOutAction.Drop: Discard(); break;
            case DialOutAction.ForwardLate: ForwardLate(happened.Packet); break;
            case DialOutAction.PlaceCall: PlaceFirst(happened); break;
            case DialOutAction.PlaceNext: PlaceNext(happened); break;
            case DialOutAction.NoteTunnel: turn.Apply(new DialOutTransient.TunnelNoted(happened.Accepted!)); break;
            case DialOutAction.Flush: Flush(happened.Up!); break;
            case DialOutAction.Confirm: turn.Apply(new DialOutTransient.CallConfirmed()); break;
            case DialOutAction.CloseCall: Enter(next, happened, CloseCurrent(happened)); break;
            case DialOutAction.CloseStray: CloseStray(happened); break;
            case DialOutAction.NoteEnd: turn.Apply(new DialOutTransient.CallEndConfirmed(happened.CallKey)); break;
            case DialOutAction.Enter: Enter(next, happened, close: null); break;
            case DialOutAction.EnterShortened: Enter(next, happened, close: null, settings.DormantTimer - settings.ConnectingTimer); break;
            case DialOutAction.CountLate: CountLate(happened); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private DialOutResult Because(string text) => new() { Text = text, AtUnixMs = turn.Now.ToUnixTimeMilliseconds() };

    private long After(TimeSpan span) => (turn.Now + span).ToUnixTimeMilliseconds();
}
