namespace Entities.Lines;

public enum LineState
{
    /// <summary>Nobody has opened the pool yet.</summary>
    Closed,

    /// <summary>Ordered to hang up and to become ready; whatever it did before.</summary>
    Initialising,

    OnHook,
    Dialling,

    /// <summary>Connected; waiting for a PPP frame.</summary>
    Carrier,

    /// <summary>The tunnel knows; waiting for the session.</summary>
    Framed,

    Bridged,
    HangingUp,

    /// <summary>On-hook, resting.</summary>
    Quarantine,

    /// <summary>Out of service until the next test.</summary>
    Faulty,

    Retesting,
}

/// <summary>What can happen to a line. The driver's <see cref="Shared.Messages.LineEventKind"/>s that end a call alike are one input.</summary>
public enum LineInput
{
    Open,
    Seize,
    Release,
    Bridge,
    SetAccm,
    Ready,
    Connected,
    Framing,

    /// <summary>Busy, no answer, no carrier, error, delayed, blacklisted.</summary>
    Failed,

    NoDialtone,
    Dropped,
    OnHook,

    /// <summary>The device can't be opened, or the modem is silent.</summary>
    Gone,

    Timer,
}

public enum LineStep
{
    Ignore,

    // upkeep
    TakeInHand,
    BecomeFree,
    ForgetCall,
    StartQuarantine,
    NoteReady,
    EndQuarantine,
    DeclareStuck,
    DeclareFaulty,
    Retest,
    HangUpAgain,
    RestAgain,
    Repair,

    // calls
    Dial,
    AwaitFraming,
    TellConnected,
    StartBridge,
    ApplyAccm,
    ReleaseCall,
    FailCall,
    FailCallAndLine,
    FailByDialTimer,
    FailByFramingTimer,
    FailForWantOfSession,
}

/// <summary>
/// The life of a line. Two rules stand behind it: whatever is off-hook without a live session is hung up (RFC 2661 §7.5.1), and an
/// order to hang up is repeated until the driver proves it done.
/// </summary>
public static class LineTable
{
    public static LineStep Step(LineState state, LineInput input) => (state, input) switch
    {
        (LineState.Closed, LineInput.Open) => LineStep.TakeInHand,
        (LineState.Closed, LineInput.Release) => LineStep.ForgetCall,
        (LineState.Closed, LineInput.Connected) => LineStep.TakeInHand,
        (LineState.Closed, _) => LineStep.Ignore,

        (LineState.Initialising, LineInput.Ready) => LineStep.BecomeFree,
        (LineState.Initialising, LineInput.Release) => LineStep.ForgetCall,
        (LineState.Initialising, LineInput.Connected) => LineStep.TakeInHand,
        (LineState.Initialising, LineInput.Gone) => LineStep.DeclareFaulty,
        (LineState.Initialising, LineInput.Timer) => LineStep.DeclareStuck,
        (LineState.Initialising, _) => LineStep.Ignore,

        (LineState.OnHook, LineInput.Seize) => LineStep.Dial,
        (LineState.OnHook, LineInput.Connected) => LineStep.TakeInHand,
        (LineState.OnHook, LineInput.Gone) => LineStep.DeclareFaulty,
        (LineState.OnHook, _) => LineStep.Ignore,

        (LineState.Dialling, LineInput.Connected) => LineStep.AwaitFraming,
        (LineState.Dialling, LineInput.Failed or LineInput.Dropped) => LineStep.FailCall,
        (LineState.Dialling, LineInput.NoDialtone or LineInput.Gone) => LineStep.FailCallAndLine,
        (LineState.Dialling, LineInput.Timer) => LineStep.FailByDialTimer,
        (LineState.Dialling, LineInput.Release) => LineStep.ReleaseCall,
        (LineState.Dialling, _) => LineStep.Ignore,

        (LineState.Carrier, LineInput.Framing) => LineStep.TellConnected,
        (LineState.Carrier, LineInput.Failed or LineInput.NoDialtone or LineInput.Dropped) => LineStep.FailCall,
        (LineState.Carrier, LineInput.Gone) => LineStep.FailCallAndLine,
        (LineState.Carrier, LineInput.Timer) => LineStep.FailByFramingTimer,
        (LineState.Carrier, LineInput.Release) => LineStep.ReleaseCall,
        (LineState.Carrier, _) => LineStep.Ignore,

        (LineState.Framed, LineInput.Bridge) => LineStep.StartBridge,
        (LineState.Framed, LineInput.SetAccm) => LineStep.ApplyAccm,
        (LineState.Framed, LineInput.Failed or LineInput.NoDialtone or LineInput.Dropped) => LineStep.FailCall,
        (LineState.Framed, LineInput.Gone) => LineStep.FailCallAndLine,
        (LineState.Framed, LineInput.Timer) => LineStep.FailForWantOfSession,
        (LineState.Framed, LineInput.Release) => LineStep.ReleaseCall,
        (LineState.Framed, _) => LineStep.Ignore,

        // SLI may come at any time during the call (RFC 2661 §6.14); Bridge again changes nothing
        (LineState.Bridged, LineInput.SetAccm) => LineStep.ApplyAccm,
        (LineState.Bridged, LineInput.Failed or LineInput.NoDialtone or LineInput.Dropped) => LineStep.FailCall,
        (LineState.Bridged, LineInput.Gone) => LineStep.FailCallAndLine,
        (LineState.Bridged, LineInput.Release) => LineStep.ReleaseCall,
        (LineState.Bridged, _) => LineStep.Ignore,

        (LineState.HangingUp, LineInput.OnHook) => LineStep.StartQuarantine,
        (LineState.HangingUp, LineInput.Gone) => LineStep.DeclareFaulty,
        (LineState.HangingUp, LineInput.Timer) => LineStep.DeclareStuck,
        // the result of a dialling that was given up crosses the order to hang up
        (LineState.HangingUp, _) => LineStep.Ignore,

        (LineState.Quarantine, LineInput.Ready) => LineStep.NoteReady,
        (LineState.Quarantine, LineInput.Timer) => LineStep.EndQuarantine,
        (LineState.Quarantine, LineInput.Connected) => LineStep.TakeInHand,
        (LineState.Quarantine, LineInput.Gone) => LineStep.DeclareFaulty,
        (LineState.Quarantine, _) => LineStep.Ignore,

        (LineState.Faulty, LineInput.Timer) => LineStep.Retest,
        (LineState.Faulty, LineInput.OnHook) => LineStep.RestAgain,
        (LineState.Faulty, LineInput.Connected) => LineStep.Retest,
        (LineState.Faulty, LineInput.Release) => LineStep.ForgetCall,
        (LineState.Faulty, _) => LineStep.Ignore,

        (LineState.Retesting, LineInput.Ready) => LineStep.Repair,
        (LineState.Retesting, LineInput.Gone) => LineStep.RestAgain,
        (LineState.Retesting, LineInput.Timer or LineInput.Connected) => LineStep.HangUpAgain,
        (LineState.Retesting, LineInput.Release) => LineStep.ForgetCall,
        (LineState.Retesting, _) => LineStep.Ignore,

        _ => throw new ArgumentOutOfRangeException(nameof(state), (state, input), null),
    };

    public static bool IsOffHook(LineState state) =>
        state is LineState.Dialling or LineState.Carrier or LineState.Framed or LineState.Bridged;
}
