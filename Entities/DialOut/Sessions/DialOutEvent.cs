namespace Entities.DialOut.Sessions;

/// <summary>What can happen to a dial-out session: the second column of the state table.</summary>
public enum DialOutEvent
{
    /// <summary>A trigger that brings a place in the connecting gate.</summary>
    Trigger,

    /// <summary>A trigger while as many sessions connect as may.</summary>
    TriggerAtLimit,

    /// <summary>A trigger for a route that is gone, drains, is disabled, or has no resources for triggers.</summary>
    TriggerNotAdmitted,

    /// <summary>Another session left connecting.</summary>
    SlotFree,

    /// <summary>The same, by the setting that wants one more trigger.</summary>
    SlotFreeTriggerNeeded,

    Grant,

    /// <summary>A grant that cannot be used: a configuration error at the server.</summary>
    InvalidGrant,

    Deny,

    /// <summary>No server answered.</summary>
    NoAnswer,

    /// <summary>To a question that is no longer open.</summary>
    LateAnswer,

    CallAccepted,

    /// <summary>PPP is up, and the access routes cover the trigger's destination.</summary>
    CallUp,

    /// <summary>PPP is up, and the access routes do not cover the trigger's destination.</summary>
    CallUpNotCovering,

    /// <summary>The call failed or was refused, and another try may be made.</summary>
    CallFailed,

    /// <summary>The call failed, and no further try is to be made.</summary>
    CallFailedForGood,

    /// <summary>A call that was up has ended.</summary>
    CallClosed,

    /// <summary>A tunnel speaks of a live call that this session has given up.</summary>
    StrayCall,

    /// <summary>The end of a call that this session has given up.</summary>
    StrayEnd,

    /// <summary>The state's timer.</summary>
    TimerExpired,

    Reset,
    Delete,
}
