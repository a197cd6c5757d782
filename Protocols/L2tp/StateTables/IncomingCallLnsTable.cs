using System.Diagnostics;
using static Protocols.L2tp.IncomingCallLnsActions;
using static Protocols.L2tp.IncomingCallLnsEvent;
using static Protocols.L2tp.IncomingCallLnsState;

namespace Protocols.L2tp;

/// <summary>RFC 2661 §7.4.2, total. Pairs that the RFC leaves out are marked "ours".</summary>
public static class IncomingCallLnsTable
{
    public static Transition<IncomingCallLnsState, IncomingCallLnsActions> Next(IncomingCallLnsState state, IncomingCallLnsEvent @event) =>
        (state, @event) switch
        {
            (Idle, IcrqAcceptable) => To(WaitConnect, SendIcrp),
            (Idle, IcrqNotAcceptable) => To(Idle, SendCdn | CleanUp),
            (Idle, IcrpReceived) => To(Idle, SendCdn | CleanUp),
            (Idle, IccnAcceptable or IccnNotAcceptable) => To(Idle, CleanUp),
            // Ours.
            (Idle, LocalClose or TunnelLost) => To(Idle, CleanUp),

            (WaitConnect, IccnAcceptable) => To(Established, PrepareForData),
            (WaitConnect, IccnNotAcceptable) => To(Idle, SendCdn | CleanUp),
            (WaitConnect, IcrqAcceptable or IcrqNotAcceptable or IcrpReceived) => To(Idle, SendCdn | CleanUp),

            (Established, IcrqAcceptable or IcrqNotAcceptable or IcrpReceived or IccnAcceptable or IccnNotAcceptable) =>
                To(Idle, SendCdn | CleanUp),

            (WaitConnect or Established, LocalClose) => To(Idle, SendCdn | CleanUp),
            (Idle or WaitConnect or Established, CdnReceived) => To(Idle, CleanUp),
            // §6.4: a tunnel takes its sessions with it, without a CDN.
            (WaitConnect or Established, TunnelLost) => To(Idle, CleanUp),
            _ => throw new UnreachableException($"{state}, {@event}"),
        };

    private static Transition<IncomingCallLnsState, IncomingCallLnsActions> To(IncomingCallLnsState next, IncomingCallLnsActions actions) =>
        new(actions, next);
}

public enum IncomingCallLnsState
{
    Idle,
    WaitConnect,
    Established,
}

public enum IncomingCallLnsEvent
{
    IcrqAcceptable,
    IcrqNotAcceptable,
    IcrpReceived,
    IccnAcceptable,
    IccnNotAcceptable,
    CdnReceived,
    LocalClose,

    /// <summary>The tunnel is cleared, by whomever.</summary>
    TunnelLost,
}

[Flags]
public enum IncomingCallLnsActions
{
    None = 0,
    SendIcrp = 1,
    PrepareForData = 2,
    SendCdn = 4,
    CleanUp = 8,
}
