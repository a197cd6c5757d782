using System.Diagnostics;
using Protocols.L2tp;

namespace Protocols.Tests.L2tp.StateTables;

public class StateTableTests
{
    /// <summary>Rows of RFC 2661 §7.2.1, transcribed: state, event, actions, new state.</summary>
    private const string ControlConnection = """
        Idle         | LocalOpen          | SendSccrq             | WaitCtlReply
        Idle         | SccrqAcceptable    | SendSccrp             | WaitCtlConn
        Idle         | SccrqNotAcceptable | SendStopCcn, CleanUp  | Idle
        Idle         | SccrpAcceptable    | SendStopCcn, CleanUp  | Idle
        Idle         | SccrpNotAcceptable | SendStopCcn, CleanUp  | Idle
        Idle         | ScccnAcceptable    | CleanUp               | Idle
        Idle         | ScccnNotAcceptable | CleanUp               | Idle
        WaitCtlReply | SccrpAcceptable    | SendScccn, TunnelOpen | Established
        WaitCtlReply | SccrpNotAcceptable | SendStopCcn, CleanUp  | Idle
        WaitCtlReply | TieLost            | CleanUp, RequeueSccrq | Idle
        WaitCtlReply | ScccnAcceptable    | SendStopCcn, CleanUp  | Idle
        WaitCtlReply | ScccnNotAcceptable | SendStopCcn, CleanUp  | Idle
        WaitCtlConn  | ScccnAcceptable    | TunnelOpen            | Established
        WaitCtlConn  | ScccnNotAcceptable | SendStopCcn, CleanUp  | Idle
        WaitCtlConn  | SccrpAcceptable    | SendStopCcn, CleanUp  | Idle
        WaitCtlConn  | SccrpNotAcceptable | SendStopCcn, CleanUp  | Idle
        WaitCtlConn  | SccrqAcceptable    | SendStopCcn, CleanUp  | Idle
        WaitCtlConn  | SccrqNotAcceptable | SendStopCcn, CleanUp  | Idle
        Established  | LocalOpen          | TunnelOpen            | Established
        Established  | AdminClose         | SendStopCcn, CleanUp  | Idle
        Established  | SccrqAcceptable    | SendStopCcn, CleanUp  | Idle
        Established  | SccrqNotAcceptable | SendStopCcn, CleanUp  | Idle
        Established  | SccrpAcceptable    | SendStopCcn, CleanUp  | Idle
        Established  | SccrpNotAcceptable | SendStopCcn, CleanUp  | Idle
        Established  | ScccnAcceptable    | SendStopCcn, CleanUp  | Idle
        Established  | ScccnNotAcceptable | SendStopCcn, CleanUp  | Idle
        Idle         | StopCcnReceived    | CleanUp               | Idle
        WaitCtlReply | StopCcnReceived    | CleanUp               | Idle
        WaitCtlConn  | StopCcnReceived    | CleanUp               | Idle
        Established  | StopCcnReceived    | CleanUp               | Idle
        """;

    /// <summary>RFC 2661 §7.5.2.</summary>
    private const string OutgoingCallLns = """
        Idle        | LocalOpen         | OpenTunnel       | WaitTunnel
        Idle        | OccnReceived      | CleanUp          | Idle
        Idle        | OcrpAcceptable    | CleanUp          | Idle
        Idle        | OcrpNotAcceptable | CleanUp          | Idle
        Idle        | CdnReceived       | CleanUp          | Idle
        WaitTunnel  | TunnelOpen        | SendOcrq         | WaitReply
        WaitTunnel  | LocalClose        | CleanUp          | Idle
        WaitReply   | OcrpAcceptable    | None             | WaitConnect
        WaitReply   | OcrpNotAcceptable | SendCdn, CleanUp | Idle
        WaitReply   | OccnReceived      | SendCdn, CleanUp | Idle
        WaitReply   | OcrqReceived      | SendCdn, CleanUp | Idle
        WaitConnect | OccnReceived      | StartPpp         | Established
        WaitConnect | OcrqReceived      | SendCdn, CleanUp | Idle
        WaitConnect | OcrpAcceptable    | SendCdn, CleanUp | Idle
        WaitConnect | OcrpNotAcceptable | SendCdn, CleanUp | Idle
        WaitReply   | CdnReceived       | CleanUp          | Idle
        WaitConnect | CdnReceived       | CleanUp          | Idle
        Established | CdnReceived       | CleanUp          | Idle
        Established | OcrqReceived      | SendCdn, CleanUp | Idle
        Established | OcrpAcceptable    | SendCdn, CleanUp | Idle
        Established | OcrpNotAcceptable | SendCdn, CleanUp | Idle
        Established | OccnReceived      | SendCdn, CleanUp | Idle
        WaitReply   | LocalClose        | SendCdn, CleanUp | Idle
        WaitConnect | LocalClose        | SendCdn, CleanUp | Idle
        Established | LocalClose        | SendCdn, CleanUp | Idle
        """;

    /// <summary>RFC 2661 §7.5.1; to release the bearer is what the text below its table asks of a clean-up.</summary>
    private const string OutgoingCallLac = """
        Idle         | OcrqAcceptable    | SendOcrp, OpenBearer            | WaitCsAnswer
        Idle         | OcrqNotAcceptable | SendCdn, CleanUp                | Idle
        Idle         | OcrpReceived      | SendCdn, CleanUp                | Idle
        Idle         | OccnReceived      | CleanUp                         | Idle
        Idle         | CdnReceived       | CleanUp                         | Idle
        WaitCsAnswer | BearerAnswered    | SendOccn                        | Established
        WaitCsAnswer | BearerFailed      | SendCdn, ReleaseBearer, CleanUp | Idle
        WaitCsAnswer | OcrqAcceptable    | SendCdn, ReleaseBearer, CleanUp | Idle
        WaitCsAnswer | OcrqNotAcceptable | SendCdn, ReleaseBearer, CleanUp | Idle
        WaitCsAnswer | OcrpReceived      | SendCdn, ReleaseBearer, CleanUp | Idle
        WaitCsAnswer | OccnReceived      | SendCdn, ReleaseBearer, CleanUp | Idle
        Established  | OcrqAcceptable    | SendCdn, ReleaseBearer, CleanUp | Idle
        Established  | OcrqNotAcceptable | SendCdn, ReleaseBearer, CleanUp | Idle
        Established  | OcrpReceived      | SendCdn, ReleaseBearer, CleanUp | Idle
        Established  | OccnReceived      | SendCdn, ReleaseBearer, CleanUp | Idle
        WaitCsAnswer | CdnReceived       | ReleaseBearer, CleanUp          | Idle
        Established  | CdnReceived       | ReleaseBearer, CleanUp          | Idle
        Established  | BearerDropped     | SendCdn, ReleaseBearer, CleanUp | Idle
        Established  | LocalClose        | SendCdn, ReleaseBearer, CleanUp | Idle
        """;

    /// <summary>RFC 2661 §7.4.2.</summary>
    private const string IncomingCallLns = """
        Idle        | IcrqAcceptable    | SendIcrp         | WaitConnect
        Idle        | IcrqNotAcceptable | SendCdn, CleanUp | Idle
        Idle        | IcrpReceived      | SendCdn, CleanUp | Idle
        Idle        | IccnAcceptable    | CleanUp          | Idle
        Idle        | IccnNotAcceptable | CleanUp          | Idle
        WaitConnect | IccnAcceptable    | PrepareForData   | Established
        WaitConnect | IccnNotAcceptable | SendCdn, CleanUp | Idle
        WaitConnect | IcrqAcceptable    | SendCdn, CleanUp | Idle
        WaitConnect | IcrqNotAcceptable | SendCdn, CleanUp | Idle
        WaitConnect | IcrpReceived      | SendCdn, CleanUp | Idle
        Idle        | CdnReceived       | CleanUp          | Idle
        WaitConnect | CdnReceived       | CleanUp          | Idle
        Established | CdnReceived       | CleanUp          | Idle
        WaitConnect | LocalClose        | SendCdn, CleanUp | Idle
        Established | LocalClose        | SendCdn, CleanUp | Idle
        Established | IcrqAcceptable    | SendCdn, CleanUp | Idle
        Established | IcrqNotAcceptable | SendCdn, CleanUp | Idle
        Established | IcrpReceived      | SendCdn, CleanUp | Idle
        Established | IccnAcceptable    | SendCdn, CleanUp | Idle
        Established | IccnNotAcceptable | SendCdn, CleanUp | Idle
        """;

    [Fact]
    public void Rfc2661_7_2_1_ControlConnection() =>
        Check<ControlConnectionState, ControlConnectionEvent, ControlConnectionActions>(ControlConnectionTable.Next, ControlConnection);

    [Fact]
    public void Rfc2661_7_5_2_OutgoingCallLns() =>
        Check<OutgoingCallLnsState, OutgoingCallLnsEvent, OutgoingCallLnsActions>(OutgoingCallLnsTable.Next, OutgoingCallLns);

    [Fact]
    public void Rfc2661_7_5_1_OutgoingCallLac() =>
        Check<OutgoingCallLacState, OutgoingCallLacEvent, OutgoingCallLacActions>(OutgoingCallLacTable.Next, OutgoingCallLac);

    [Fact]
    public void Rfc2661_7_4_2_IncomingCallLns() =>
        Check<IncomingCallLnsState, IncomingCallLnsEvent, IncomingCallLnsActions>(IncomingCallLnsTable.Next, IncomingCallLns);

    [Fact]
    public void Rfc2661_7_5_1_NoCallIsLeftWithoutHangingUp()
    {
        foreach (var state in (OutgoingCallLacState[])[OutgoingCallLacState.WaitCsAnswer, OutgoingCallLacState.Established])
        {
            foreach (var @event in Enum.GetValues<OutgoingCallLacEvent>())
            {
                var (actions, next) = OutgoingCallLacTable.Next(state, @event);
                (next == OutgoingCallLacState.Idle).ShouldBe(actions.HasFlag(OutgoingCallLacActions.ReleaseBearer), $"{state}, {@event}");
            }
        }
    }

    /// <summary>The RFC's rows are there, every pair is answered, and only what is no state or event reaches the default arm.</summary>
    private static void Check<TState, TEvent, TActions>(Func<TState, TEvent, Transition<TState, TActions>> table, string rows)
        where TState : struct, Enum
        where TEvent : struct, Enum
        where TActions : struct, Enum
    {
        foreach (var row in rows.Split('\n'))
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries);
            var transition = table(Enum.Parse<TState>(cells[0]), Enum.Parse<TEvent>(cells[1]));
            $"{transition.Actions} -> {transition.Next}".ShouldBe($"{cells[2]} -> {cells[3]}", row);
        }

        var idle = Enum.Parse<TState>("Idle");
        var cleanUp = Enum.Parse<TActions>("CleanUp");
        foreach (var state in Enum.GetValues<TState>())
        {
            foreach (var @event in Enum.GetValues<TEvent>())
            {
                var (actions, next) = table(state, @event);
                Enum.IsDefined(next).ShouldBeTrue();
                // Whoever gets to idle cleans up, nobody else does.
                actions.HasFlag(cleanUp).ShouldBe(next.Equals(idle), $"{state}, {@event}");
            }
        }

        Should.Throw<UnreachableException>(() => table((TState)(object)99, default));
        Should.Throw<UnreachableException>(() => table(default, (TEvent)(object)99));
    }
}
