using System.Diagnostics;
using static Protocols.L2tp.OutgoingCallLnsActions;
using static Protocols.L2tp.OutgoingCallLnsEvent;
using static Protocols.L2tp.OutgoingCallLnsState;

namespace Protocols.L2tp;

/// <summary>RFC 2661 §7.5.2, total. Pairs that the RFC leaves out are marked "ours".</summary>
public static class OutgoingCallLnsTable
{
    public static Transition<OutgoingCallLnsState, OutgoingCallLnsActions> Next(OutgoingCallLnsState state, OutgoingCallLnsEvent @event) =>
        (state, @event) switch
        {
            (Idle, LocalOpen) => To(WaitTunnel, OpenTunnel),
            (Idle, OccnReceived or OcrpAcceptable or OcrpNotAcceptable or CdnReceived) => To(Idle, CleanUp),
            // Ours: an LNS places no calls for others; the session is not known here (§7.1).
            (Idle, OcrqReceived) => To(Idle, SendCdn | CleanUp),
            // Ours: there is no call to open, close or lose.
            (Idle, TunnelOpen or LocalClose or TunnelLost) => To(Idle, CleanUp),

            (WaitTunnel, TunnelOpen) => To(WaitReply, SendOcrq),
            (WaitTunnel, LocalClose) => To(Idle, CleanUp),
            // Ours: nothing was sent yet, so whatever comes for this session is not meant for it.
            (WaitTunnel, LocalOpen or OcrpAcceptable or OcrpNotAcceptable or OccnReceived or OcrqReceived) => To(WaitTunnel, None),
            (WaitTunnel, CdnReceived) => To(WaitTunnel, None),

            (WaitReply, OcrpAcceptable) => To(WaitConnect, None),
            (WaitReply, OcrpNotAcceptable) => To(Idle, SendCdn | CleanUp),
            (WaitReply, OccnReceived or OcrqReceived) => To(Idle, SendCdn | CleanUp),

            (WaitConnect, OccnReceived) => To(Established, StartPpp),
            (WaitConnect, OcrqReceived or OcrpAcceptable or OcrpNotAcceptable) => To(Idle, SendCdn | CleanUp),

            (Established, OcrqReceived or OcrpAcceptable or OcrpNotAcceptable or OccnReceived) => To(Idle, SendCdn | CleanUp),

            (WaitReply or WaitConnect or Established, LocalClose) => To(Idle, SendCdn | CleanUp),
            (WaitReply or WaitConnect or Established, CdnReceived) => To(Idle, CleanUp),
            // Ours: the tunnel is open and the call under way already.
            (WaitReply or WaitConnect or Established, LocalOpen or TunnelOpen) => To(state, None),
            // §6.4: a tunnel takes its sessions with it, without a CDN.
            (WaitTunnel or WaitReply or WaitConnect or Established, TunnelLost) => To(Idle, CleanUp),
            _ => throw new UnreachableException($"{state}, {@event}"),
        };

    private static Transition<OutgoingCallLnsState, OutgoingCallLnsActions> To(OutgoingCallLnsState next, OutgoingCallLnsActions actions) =>
        new(actions, next);
}

public enum OutgoingCallLnsState
{
    Idle,
    WaitTunnel,
    WaitReply,
    WaitConnect,
    Established,
}

public enum OutgoingCallLnsEvent
{
    /// <summary>A call is wanted.</summary>
    LocalOpen,

    /// <summary>The control connection stands, or stood already.</summary>
    TunnelOpen,

    OcrpAcceptable,
    OcrpNotAcceptable,
    OccnReceived,
    OcrqReceived,
    CdnReceived,

    /// <summary>Operator, PPP, or a guard timer of ours, which the RFC leaves to us.</summary>
    LocalClose,

    /// <summary>The tunnel is cleared, by whomever.</summary>
    TunnelLost,
}

[Flags]
public enum OutgoingCallLnsActions
{
    None = 0,

    /// <summary>Ask for a tunnel; it answers with <see cref="OutgoingCallLnsEvent.TunnelOpen"/>.</summary>
    OpenTunnel = 1,

    SendOcrq = 2,
    StartPpp = 4,
    SendCdn = 8,
    CleanUp = 16,
}
