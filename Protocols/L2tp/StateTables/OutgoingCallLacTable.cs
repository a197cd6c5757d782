using System.Diagnostics;
using static Protocols.L2tp.OutgoingCallLacActions;
using static Protocols.L2tp.OutgoingCallLacEvent;
using static Protocols.L2tp.OutgoingCallLacState;

namespace Protocols.L2tp;

/// <summary>
/// RFC 2661 §7.5.1, total. Pairs that the RFC leaves out are marked "ours". Whoever leaves a call hangs up: a line costs money.
/// </summary>
public static class OutgoingCallLacTable
{
    public static Transition<OutgoingCallLacState, OutgoingCallLacActions> Next(OutgoingCallLacState state, OutgoingCallLacEvent @event) =>
        (state, @event) switch
        {
            (Idle, OcrqAcceptable) => To(WaitCsAnswer, SendOcrp | OpenBearer),
            (Idle, OcrqNotAcceptable) => To(Idle, SendCdn | CleanUp),
            (Idle, OcrpReceived) => To(Idle, SendCdn | CleanUp),
            (Idle, OccnReceived or CdnReceived) => To(Idle, CleanUp),
            // Ours: a line that speaks up without a call is hung up.
            (Idle, BearerAnswered or BearerFailed or BearerDropped) => To(Idle, ReleaseBearer | CleanUp),
            // Ours.
            (Idle, LocalClose or TunnelLost) => To(Idle, CleanUp),

            (WaitCsAnswer, BearerAnswered) => To(Established, SendOccn),
            (WaitCsAnswer, BearerFailed) => To(Idle, SendCdn | ReleaseBearer | CleanUp),
            // Ours: a line that drops before framing was seen has failed.
            (WaitCsAnswer, BearerDropped) => To(Idle, SendCdn | ReleaseBearer | CleanUp),
            // Ours: the table closes established calls only, but an operator or the dial timer may come sooner.
            (WaitCsAnswer, LocalClose) => To(Idle, SendCdn | ReleaseBearer | CleanUp),

            (Established, BearerDropped or LocalClose) => To(Idle, SendCdn | ReleaseBearer | CleanUp),
            // Ours: a fault of the line's driver is no better than a lost carrier.
            (Established, BearerFailed) => To(Idle, SendCdn | ReleaseBearer | CleanUp),
            // Ours: it was answered already.
            (Established, BearerAnswered) => To(Established, None),

            (WaitCsAnswer or Established, OcrqAcceptable or OcrqNotAcceptable or OcrpReceived or OccnReceived) =>
                To(Idle, SendCdn | ReleaseBearer | CleanUp),
            (WaitCsAnswer or Established, CdnReceived) => To(Idle, ReleaseBearer | CleanUp),
            // §6.4: a tunnel takes its sessions with it, without a CDN.
            (WaitCsAnswer or Established, TunnelLost) => To(Idle, ReleaseBearer | CleanUp),
            _ => throw new UnreachableException($"{state}, {@event}"),
        };

    private static Transition<OutgoingCallLacState, OutgoingCallLacActions> To(OutgoingCallLacState next, OutgoingCallLacActions actions) =>
        new(actions, next);
}

public enum OutgoingCallLacState
{
    Idle,
    WaitCsAnswer,
    Established,
}

public enum OutgoingCallLacEvent
{
    /// <summary>A line with the wanted bearer and framing is free, and the call is allowed (RFC 2661 §7.5).</summary>
    OcrqAcceptable,

    OcrqNotAcceptable,
    OcrpReceived,
    OccnReceived,
    CdnReceived,

    /// <summary>Answered, and framing detected.</summary>
    BearerAnswered,

    /// <summary>Busy, no answer, no dial tone, no framing, or the dial timer.</summary>
    BearerFailed,

    /// <summary>The carrier is lost.</summary>
    BearerDropped,

    LocalClose,

    /// <summary>The tunnel is cleared, by whomever.</summary>
    TunnelLost,
}

[Flags]
public enum OutgoingCallLacActions
{
    None = 0,
    SendOcrp = 1,

    /// <summary>Dial.</summary>
    OpenBearer = 2,

    SendOccn = 4,
    SendCdn = 8,

    /// <summary>Hang up, and see to it that the line is down (RFC 2661 §7.5.1: the telco call MUST be released).</summary>
    ReleaseBearer = 16,

    CleanUp = 32,
}
