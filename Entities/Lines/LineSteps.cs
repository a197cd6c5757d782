using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Lines;

/// <summary>Does what <see cref="LineTable"/> says.</summary>
static class LineSteps
{
    /// <param name="command">Where the input came from; steps that need its fields follow from that command alone.</param>
    public static void Take(Turn<LinePoolState> turn, string name, LineInput input, IMessage command)
    {
        var desk = new LineDesk(turn, name);
        switch (LineTable.Step(desk.Line.State, input))
        {
            case LineStep.Ignore: break;
            case LineStep.TakeInHand: LineUpkeep.TakeInHand(desk); break;
            case LineStep.BecomeFree or LineStep.Repair: LineUpkeep.BecomeFree(desk); break;
            case LineStep.ForgetCall: desk.FreeCall(); break;
            case LineStep.StartQuarantine: LineUpkeep.StartQuarantine(desk); break;
            case LineStep.NoteReady: LineUpkeep.NoteReady(desk); break;
            case LineStep.EndQuarantine: LineUpkeep.EndQuarantine(desk); break;
            case LineStep.DeclareStuck: LineUpkeep.DeclareStuck(desk); break;
            case LineStep.DeclareFaulty: LineUpkeep.DeclareFaulty(desk, ((LineEvent)command).Text); break;
            case LineStep.Retest or LineStep.HangUpAgain: LineUpkeep.Retest(desk); break;
            case LineStep.RestAgain: LineUpkeep.RestAgain(desk); break;
            case LineStep.Dial: LineCalls.Dial(desk); break;
            case LineStep.AwaitFraming: LineCalls.AwaitFraming(desk, (LineEvent)command); break;
            case LineStep.TellConnected: LineCalls.TellConnected(desk); break;
            case LineStep.StartBridge: LineCalls.StartBridge(desk, (BridgeLine)command); break;
            case LineStep.ApplyAccm: LineCalls.ApplyAccm(desk, (SetLineAccm)command); break;
            case LineStep.ReleaseCall: LineCalls.Release(desk); break;
            case LineStep.FailCall: LineCalls.Fail(desk, FailureOf((LineEvent)command, desk)); break;
            case LineStep.FailCallAndLine: LineCalls.FailWithLine(desk, FailureOf((LineEvent)command, desk)); break;
            case LineStep.FailByDialTimer: LineCalls.Fail(desk, LineFailure.DialTimeout); break;
            case LineStep.FailByFramingTimer: LineCalls.Fail(desk, LineFailure.NoFraming); break;
            case LineStep.FailForWantOfSession: LineCalls.Fail(desk, LineFailure.NoSession); break;
        }
    }

    /// <summary>Once the line had carrier, whatever ends it is the loss of it (CDN 1).</summary>
    private static LineFailure FailureOf(LineEvent happened, LineDesk desk)
    {
        var hadCarrier = desk.Line.State is LineState.Carrier or LineState.Framed or LineState.Bridged;
        return (hadCarrier ? LineFailure.CarrierLost : LineFailure.Of(happened.Kind)).With(happened.Text);
    }

    public static LineInput? InputOf(LineEventKind kind) => kind switch
    {
        LineEventKind.LineReady => LineInput.Ready,
        LineEventKind.LineConnected => LineInput.Connected,
        LineEventKind.LineFraming => LineInput.Framing,
        LineEventKind.LineBusy or LineEventKind.LineNoAnswer or LineEventKind.LineNoCarrier or LineEventKind.LineError
            or LineEventKind.LineDelayed or LineEventKind.LineBlacklisted => LineInput.Failed,
        LineEventKind.LineNoDialtone => LineInput.NoDialtone,
        LineEventKind.LineDropped => LineInput.Dropped,
        LineEventKind.LineOnHook => LineInput.OnHook,
        LineEventKind.LineGone => LineInput.Gone,
        _ => null,
    };
}
