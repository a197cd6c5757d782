namespace Protocols.Hayes;

public enum ModemPhase
{
    /// <summary>Nothing is known, or a call has failed: only a hang-up leads out.</summary>
    Unknown,

    /// <summary>DTR is low.</summary>
    DtrLow,

    /// <summary>Silence before <c>+++</c>.</summary>
    EscapeGuard,

    /// <summary>Silence after it.</summary>
    EscapeSent,

    /// <summary>ATH is not yet answered.</summary>
    HangUpSent,

    Initialising,
    Ready,
    Dialling,
    Online,
}

public enum ModemMove
{
    Ignore,
    StartHangUp,
    CheckDtrDrop,
    SendEscape,
    SendHangUp,
    RetryHangUp,
    ConfirmOnHook,
    NextInitLine,
    RepeatInitLine,
    JudgeInitError,
    Dial,
    RefuseDial,
    HearNoise,
    GoOnline,
    ReportRefusal,
    ReportSilence,
    ReportDrop,
    ReportGone,
}

/// <summary>What each phase does with each input: the whole dialogue at a glance.</summary>
public static class ModemTable
{
    public static ModemMove Move(ModemPhase phase, ModemInputKind input) => (phase, input) switch
    {
        (ModemPhase.Unknown, ModemInputKind.HangUp) => ModemMove.StartHangUp,
        (ModemPhase.Unknown, ModemInputKind.Dial) => ModemMove.RefuseDial,
        (ModemPhase.Unknown, _) => ModemMove.Ignore,

        (ModemPhase.DtrLow, ModemInputKind.Timer) => ModemMove.CheckDtrDrop,
        (ModemPhase.DtrLow, ModemInputKind.Dial) => ModemMove.RefuseDial,
        (ModemPhase.DtrLow, ModemInputKind.DeviceLost) => ModemMove.ReportGone,
        (ModemPhase.DtrLow, _) => ModemMove.Ignore,

        (ModemPhase.EscapeGuard, ModemInputKind.Timer) => ModemMove.SendEscape,
        (ModemPhase.EscapeGuard, ModemInputKind.Dial) => ModemMove.RefuseDial,
        (ModemPhase.EscapeGuard, ModemInputKind.DeviceLost) => ModemMove.ReportGone,
        (ModemPhase.EscapeGuard, _) => ModemMove.Ignore,

        // a modem that was in command state already answers +++ with nothing
        (ModemPhase.EscapeSent, ModemInputKind.Ok or ModemInputKind.Timer) => ModemMove.SendHangUp,
        (ModemPhase.EscapeSent, ModemInputKind.Dial) => ModemMove.RefuseDial,
        (ModemPhase.EscapeSent, ModemInputKind.DeviceLost) => ModemMove.ReportGone,
        (ModemPhase.EscapeSent, _) => ModemMove.Ignore,

        (ModemPhase.HangUpSent, ModemInputKind.Ok) => ModemMove.ConfirmOnHook,
        (ModemPhase.HangUpSent, ModemInputKind.Timer) => ModemMove.RetryHangUp,
        (ModemPhase.HangUpSent, ModemInputKind.Dial) => ModemMove.RefuseDial,
        (ModemPhase.HangUpSent, ModemInputKind.DeviceLost) => ModemMove.ReportGone,
        (ModemPhase.HangUpSent, _) => ModemMove.Ignore,

        (ModemPhase.Initialising, ModemInputKind.Ok) => ModemMove.NextInitLine,
        (ModemPhase.Initialising, ModemInputKind.Error) => ModemMove.JudgeInitError,
        (ModemPhase.Initialising, ModemInputKind.Timer) => ModemMove.RepeatInitLine,
        // a call nobody asked for: it answered the phone
        (ModemPhase.Initialising, ModemInputKind.Connect or ModemInputKind.HangUp) => ModemMove.StartHangUp,
        (ModemPhase.Initialising, ModemInputKind.Dial) => ModemMove.RefuseDial,
        (ModemPhase.Initialising, ModemInputKind.DeviceLost) => ModemMove.ReportGone,
        (ModemPhase.Initialising, ModemInputKind.Refused or ModemInputKind.Noise) => ModemMove.Ignore,

        (ModemPhase.Ready, ModemInputKind.Dial) => ModemMove.Dial,
        (ModemPhase.Ready, ModemInputKind.Connect or ModemInputKind.HangUp) => ModemMove.StartHangUp,
        (ModemPhase.Ready, ModemInputKind.DeviceLost) => ModemMove.ReportGone,
        (ModemPhase.Ready, _) => ModemMove.Ignore,

        (ModemPhase.Dialling, ModemInputKind.Connect) => ModemMove.GoOnline,
        (ModemPhase.Dialling, ModemInputKind.Refused or ModemInputKind.Error) => ModemMove.ReportRefusal,
        (ModemPhase.Dialling, ModemInputKind.Noise) => ModemMove.HearNoise,
        (ModemPhase.Dialling, ModemInputKind.Timer) => ModemMove.ReportSilence,
        (ModemPhase.Dialling, ModemInputKind.DeviceLost) => ModemMove.ReportGone,
        (ModemPhase.Dialling, ModemInputKind.HangUp) => ModemMove.StartHangUp,
        (ModemPhase.Dialling, ModemInputKind.Ok or ModemInputKind.Dial) => ModemMove.Ignore,

        (ModemPhase.Online, ModemInputKind.HangUp) => ModemMove.StartHangUp,
        (ModemPhase.Online, ModemInputKind.Refused or ModemInputKind.DeviceLost) => ModemMove.ReportDrop,
        (ModemPhase.Online, _) => ModemMove.Ignore,

        _ => throw new ArgumentOutOfRangeException(nameof(phase), (phase, input), null),
    };
}
