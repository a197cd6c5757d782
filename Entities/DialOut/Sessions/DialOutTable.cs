using System.Diagnostics;
using static Entities.DialOut.Sessions.DialOutAction;
using static Entities.DialOut.Sessions.DialOutEvent;
using static Shared.Messages.DialOutState;
using DialOutState = Shared.Messages.DialOutState;

namespace Entities.DialOut.Sessions;

public readonly record struct DialOutRule(DialOutAction Action, DialOutState Next);

/// <summary>
/// The state table of a dial-out session (dial-out §3), total over (state, event). Only authenticating and connecting own a place in
/// the connecting gate; places that come and are not needed go back, whatever the row.
/// </summary>
public static class DialOutTable
{
    public static DialOutRule Of(DialOutState state, DialOutEvent happened) => happened switch
    {
        Trigger or TriggerAtLimit or TriggerNotAdmitted => OfTrigger(state, happened),
        SlotFree or SlotFreeTriggerNeeded => OfSlot(state, happened),
        Grant or InvalidGrant or Deny or NoAnswer or LateAnswer => OfAnswer(state, happened),
        TimerExpired => OfTimer(state),
        Reset or Delete => OfOperator(state, happened),
        _ => OfCall(state, happened),
    };

    private static DialOutRule OfTrigger(DialOutState state, DialOutEvent happened) => (state, happened) switch
    {
        (None, Trigger) => new(Ask, Authenticating),
        (None, TriggerAtLimit) => new(AwaitSlot, Pending),
        (None, TriggerNotAdmitted) => new(Drop, None),
        (Dormant, Trigger) => new(Ask, Authenticating),
        (Dormant, TriggerAtLimit) => new(AwaitSlot, Pending),
        (Dormant, TriggerNotAdmitted) => new(Drop, Dormant),
        (PostInhibited, Trigger) => new(Ask, Authenticating), // the back-off is remembered
        (PostInhibited, TriggerAtLimit) => new(AwaitSlot, Pending),
        (PostInhibited, TriggerNotAdmitted) => new(Drop, PostInhibited),
        (Authenticating or Connecting, _) => new(DialOutAction.Buffer, state),
        (InService, _) => new(ForwardLate, InService),
        // what it waits for: the gate had a place before it heard that this session queues, and nobody waited before it
        (Pending, Trigger) => new(Ask, Authenticating),
        (Pending, TriggerAtLimit or TriggerNotAdmitted) => new(Drop, Pending),
        (Inhibited or Failed, _) => new(Drop, state),
        _ => throw new UnreachableException(),
    };

    private static DialOutRule OfSlot(DialOutState state, DialOutEvent happened) => (state, happened) switch
    {
        (Pending, SlotFree) => new(Ask, Authenticating),
        (Pending, SlotFreeTriggerNeeded) => new(Enter, Dormant),
        (None or Authenticating or Connecting or InService or Inhibited or PostInhibited or Dormant or Failed, _) =>
            new(ReturnSlot, state),
        _ => throw new UnreachableException(),
    };

    private static DialOutRule OfAnswer(DialOutState state, DialOutEvent happened) => (state, happened) switch
    {
        (Authenticating, Grant) => new(PlaceCall, Connecting),
        (Authenticating, InvalidGrant) => new(Enter, Inhibited),
        (Authenticating, Deny) => new(Enter, Inhibited),
        (Authenticating, NoAnswer) => new(Enter, Inhibited),
        (Authenticating, LateAnswer) => new(CountLate, Authenticating), // to an older question
        (None or Connecting or InService or Inhibited or PostInhibited or Dormant or Pending or Failed, _) => new(CountLate, state),
        _ => throw new UnreachableException(),
    };

    private static DialOutRule OfCall(DialOutState state, DialOutEvent happened) => (state, happened) switch
    {
        (_, StrayCall) => new(CloseStray, state),
        (_, StrayEnd) => new(NoteEnd, state),
        (Connecting, CallAccepted) => new(NoteTunnel, Connecting),
        (Connecting, CallUp) => new(Flush, InService),
        (Connecting, CallUpNotCovering) => new(CloseCall, Failed),
        (Connecting, CallFailed) => new(PlaceNext, Connecting),
        (Connecting, CallFailedForGood) => new(Enter, Inhibited),
        (Connecting, CallClosed) => new(Enter, Inhibited), // read as failed before it comes here
        (InService, CallAccepted) => new(Ignore, InService),
        (InService, CallUp or CallUpNotCovering) => new(Confirm, InService),
        (InService, CallFailed or CallFailedForGood or CallClosed) => new(Enter, Dormant),
        (None or Authenticating or Inhibited or PostInhibited or Dormant or Pending or Failed, // they have no call of their own
            CallAccepted or CallUp or CallUpNotCovering) => new(CloseStray, state),
        (None or Authenticating or Inhibited or PostInhibited or Dormant or Pending or Failed,
            CallFailed or CallFailedForGood or CallClosed) => new(NoteEnd, state),
        _ => throw new UnreachableException(),
    };

    private static DialOutRule OfTimer(DialOutState state) => state switch
    {
        Authenticating => new(Enter, Inhibited), // neither grant nor deny nor "no answer" has come within T
        Connecting => new(CloseCall, Inhibited),
        Inhibited => new(Enter, PostInhibited),
        PostInhibited => new(EnterShortened, Dormant),
        Dormant => new(Enter, None),
        Pending => new(Enter, Dormant),
        None or InService or Failed => new(Ignore, state), // these have no timer
        _ => throw new UnreachableException(),
    };

    private static DialOutRule OfOperator(DialOutState state, DialOutEvent happened) => (state, happened) switch
    {
        (None, _) => new(Ignore, None),
        (_, Reset) => new(CloseCall, Dormant),
        (_, Delete) => new(CloseCall, None),
        _ => throw new UnreachableException(),
    };
}
