using System.Collections.Immutable;
using System.Globalization;

namespace Protocols.Hayes;

/// <param name="Outputs">To be done in order.</param>
public readonly record struct ModemStep(ModemDialogue Next, ImmutableArray<ModemOutput> Outputs);

/// <summary>The talk with one modem as a pure state machine: <see cref="ModemTable"/> says what to do, this does it.</summary>
public sealed record ModemDialogue(ModemProfile Profile)
{
    /// <summary>S7 is one octet (V.250 §6.3.10).</summary>
    private const int MaximumWaitForCarrierSeconds = 255;

    /// <summary>The modem's own NO CARRIER at the end of S7 is better than our guess: it goes first.</summary>
    private const int DialGraceSeconds = 5;

    public ModemPhase Phase { get; init; }

    /// <summary>Of the profile's init lines, the one that is out.</summary>
    private int InitIndex { get; init; }

    private int Attempts { get; init; }

    private int GarbageLines { get; init; }

    /// <summary>The line's rate as told before CONNECT, whose own number may be the port's.</summary>
    private HayesResult Rate { get; init; }

    public ModemStep Step(in ModemInput input) => ModemTable.Move(Phase, input.Kind) switch
    {
        ModemMove.Ignore => new(this, []),
        ModemMove.StartHangUp => StartHangUp(),
        ModemMove.CheckDtrDrop => CheckDtrDrop(input.CarrierPresent),
        ModemMove.SendEscape => To(ModemPhase.EscapeSent, new ModemOutput.Write("+++"), Guard),
        ModemMove.SendHangUp => To(ModemPhase.HangUpSent, Command("H"), CommandTimer),
        ModemMove.RetryHangUp => RetryHangUp(),
        ModemMove.ConfirmOnHook => ConfirmOnHook(),
        ModemMove.NextInitLine => Initialise(InitIndex + 1),
        ModemMove.RepeatInitLine => RepeatInitLine("no answer"),
        ModemMove.JudgeInitError => Profile.InitLines[InitIndex].IsOptional ? Initialise(InitIndex + 1) : RepeatInitLine("ERROR"),
        ModemMove.Dial => Dial(input.Number, input.TimeoutSeconds),
        ModemMove.RefuseDial => new(this, [new ModemOutput.Report(ModemReport.Error, $"asked to dial while {Phase}")]),
        ModemMove.HearNoise => HearNoise(input.Result),
        ModemMove.GoOnline => GoOnline(input.Result),
        ModemMove.ReportRefusal => Give(Refusal(input.Result.Kind), input.Result.Text),
        ModemMove.ReportSilence => Give(ModemReport.Error, "no result"),
        ModemMove.ReportDrop => Give(ModemReport.Dropped, input.Result.Text is { Length: > 0 } text ? text : "carrier lost"),
        ModemMove.ReportGone => Give(ModemReport.Gone, "the device was lost"),
        _ => throw new ArgumentOutOfRangeException(nameof(input)),
    };

    private ModemOutput Guard => new ModemOutput.StartTimer(Profile.EscapeGuardMs);

    private ModemOutput CommandTimer => new ModemOutput.StartTimer(Profile.CommandTimeoutMs);

    private static ModemOutput.Write Command(string body) => new($"AT{body}\r");

    private ModemStep To(ModemPhase phase, params ImmutableArray<ModemOutput> outputs) => new(this with { Phase = phase }, outputs);

    /// <summary>The attempt has come to an end that someone has to hear of; only a hang-up leads on from here.</summary>
    private ModemStep Give(ModemReport what, string text) =>
        To(ModemPhase.Unknown, new ModemOutput.StopTimer(), new ModemOutput.Report(what, text));

    private ModemStep StartHangUp()
    {
        var fresh = this with { Attempts = 0 };
        if (Profile.HangUp == HangUpMethod.Dtr)
            return fresh.To(ModemPhase.DtrLow, new ModemOutput.LowerDtr(), new ModemOutput.StartTimer(Profile.DtrLowMs));
        // any character ends dialling (V.250 §6.3.1.1); the guard time begins after it
        return Phase == ModemPhase.Dialling
            ? fresh.To(ModemPhase.EscapeGuard, new ModemOutput.Write("\r"), Guard)
            : fresh.To(ModemPhase.EscapeGuard, new ModemOutput.RaiseDtr(), Guard);
    }

    /// <summary>A modem that keeps carrier keeps the line: DTR stays low until it lets go. Whoever ordered this counts the time.</summary>
    private ModemStep CheckDtrDrop(bool carrierPresent) => carrierPresent
        ? To(ModemPhase.DtrLow, new ModemOutput.LowerDtr(), new ModemOutput.StartTimer(Profile.DtrLowMs))
        : ConfirmOnHook();

    private ModemStep RetryHangUp() => Attempts + 1 < Profile.SilentAttempts
        ? (this with { Attempts = Attempts + 1 }).To(ModemPhase.EscapeGuard, Guard)
        : Give(ModemReport.Gone, "no answer to ATH");

    private ModemStep ConfirmOnHook()
    {
        var (next, outputs) = Initialise(0);
        return new(next, [new ModemOutput.Report(ModemReport.OnHook, ""), new ModemOutput.RaiseDtr(), .. outputs]);
    }

    private ModemStep Initialise(int index) => index < Profile.InitLines.Length
        ? (this with { InitIndex = index, Attempts = 0 })
            .To(ModemPhase.Initialising, Command(Profile.InitLines[index].Body), CommandTimer)
        : To(ModemPhase.Ready, new ModemOutput.StopTimer(), new ModemOutput.Report(ModemReport.Ready, ""));

    private ModemStep RepeatInitLine(string why)
    {
        var body = Profile.InitLines[InitIndex].Body;
        return Attempts + 1 < Profile.SilentAttempts
            ? new(this with { Attempts = Attempts + 1 }, [Command(body), CommandTimer])
            : Give(ModemReport.Gone, $"{why} to AT{body}");
    }

    private ModemStep Dial(string number, int timeoutSeconds)
    {
        var wait = Math.Clamp(timeoutSeconds, 1, MaximumWaitForCarrierSeconds).ToString(CultureInfo.InvariantCulture);
        return (this with { GarbageLines = 0, Rate = default }).To(
            ModemPhase.Dialling,
            Command($"S7={wait}D{Profile.DialPrefix}{number}"),
            new ModemOutput.StartTimer((timeoutSeconds + DialGraceSeconds) * 1000));
    }

    private ModemStep HearNoise(HayesResult result)
    {
        if (result.Kind == HayesResultKind.Rate)
            return new(this with { Rate = result }, []);
        if (result.Kind != HayesResultKind.Garbage)
            return new(this, []);
        return GarbageLines + 1 < Profile.MaximumGarbageLines
            ? new(this with { GarbageLines = GarbageLines + 1 }, [])
            : Give(ModemReport.Error, "garbage");
    }

    private ModemStep GoOnline(HayesResult result)
    {
        var speeds = Rate.TransmitBps > 0 ? Rate : result;
        return To(
            ModemPhase.Online,
            new ModemOutput.StopTimer(),
            new ModemOutput.Report(ModemReport.Connected, result.Text, speeds.TransmitBps, speeds.ReceiveBps));
    }

    private static ModemReport Refusal(HayesResultKind kind) => kind switch
    {
        HayesResultKind.Busy => ModemReport.Busy,
        HayesResultKind.NoAnswer => ModemReport.NoAnswer,
        HayesResultKind.NoCarrier => ModemReport.NoCarrier,
        HayesResultKind.NoDialtone => ModemReport.NoDialtone,
        HayesResultKind.Delayed => ModemReport.Delayed,
        HayesResultKind.Blacklisted => ModemReport.Blacklisted,
        _ => ModemReport.Error,
    };
}
