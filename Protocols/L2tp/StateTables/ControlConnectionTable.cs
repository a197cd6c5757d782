using System.Diagnostics;
using static Protocols.L2tp.ControlConnectionActions;
using static Protocols.L2tp.ControlConnectionEvent;
using static Protocols.L2tp.ControlConnectionState;

namespace Protocols.L2tp;

/// <summary>
/// RFC 2661 §7.2.1, total. Pairs that the RFC leaves out are marked "ours". An idle tunnel that was cleaned up goes on acknowledging for a
/// full retransmission cycle (§5.7); that is no state of this table.
/// </summary>
public static class ControlConnectionTable
{
    public static Transition<ControlConnectionState, ControlConnectionActions> Next(ControlConnectionState state,
        ControlConnectionEvent @event) => (state, @event) switch
        {
            (Idle, LocalOpen) => To(WaitCtlReply, SendSccrq),
            (Idle, SccrqAcceptable) => To(WaitCtlConn, SendSccrp),
            (Idle, SccrqNotAcceptable) => To(Idle, SendStopCcn | CleanUp),
            (Idle, SccrpAcceptable or SccrpNotAcceptable) => To(Idle, SendStopCcn | CleanUp),
            (Idle, ScccnAcceptable or ScccnNotAcceptable) => To(Idle, CleanUp),
            // Ours: there is no request of ours that could tie, and nothing to close or lose.
            (Idle, TieLost or AdminClose or TransportLost) => To(Idle, CleanUp),

            (WaitCtlReply, SccrpAcceptable) => To(Established, SendScccn | TunnelOpen),
            (WaitCtlReply, SccrpNotAcceptable) => To(Idle, SendStopCcn | CleanUp),
            (WaitCtlReply, TieLost) => To(Idle, CleanUp | RequeueSccrq),
            (WaitCtlReply, ScccnAcceptable or ScccnNotAcceptable) => To(Idle, SendStopCcn | CleanUp),
            // Ours: another call waits for the same tunnel.
            (WaitCtlReply, LocalOpen) => To(WaitCtlReply, None),
            // Ours: an SCCRQ for this very tunnel is out of sequence (§7.1); one of a tie that we won never gets here.
            (WaitCtlReply, SccrqAcceptable or SccrqNotAcceptable) => To(Idle, SendStopCcn | CleanUp),
            // Ours.
            (WaitCtlReply, AdminClose) => To(Idle, SendStopCcn | CleanUp),

            (WaitCtlConn, ScccnAcceptable) => To(Established, TunnelOpen),
            (WaitCtlConn, ScccnNotAcceptable) => To(Idle, SendStopCcn | CleanUp),
            (WaitCtlConn, SccrpAcceptable or SccrpNotAcceptable or SccrqAcceptable or SccrqNotAcceptable) =>
                To(Idle, SendStopCcn | CleanUp),
            // Ours: a call waits for the tunnel that the peer is opening.
            (WaitCtlConn, LocalOpen) => To(WaitCtlConn, None),
            // Ours: the tie is over once we have answered.
            (WaitCtlConn, TieLost) => To(WaitCtlConn, None),
            // Ours.
            (WaitCtlConn, AdminClose) => To(Idle, SendStopCcn | CleanUp),

            (Established, LocalOpen) => To(Established, TunnelOpen),
            (Established, AdminClose) => To(Idle, SendStopCcn | CleanUp),
            (Established, SccrqAcceptable or SccrqNotAcceptable or SccrpAcceptable or SccrpNotAcceptable
                or ScccnAcceptable or ScccnNotAcceptable) => To(Idle, SendStopCcn | CleanUp),
            // Ours: too late for a tie, the tunnel stands.
            (Established, TieLost) => To(Established, None),

            // §5.8: the peer is gone, a StopCCN would not reach it.
            (WaitCtlReply or WaitCtlConn or Established, TransportLost) => To(Idle, CleanUp),
            (Idle or WaitCtlReply or WaitCtlConn or Established, StopCcnReceived) => To(Idle, CleanUp),
            _ => throw new UnreachableException($"{state}, {@event}"),
        };

    private static Transition<ControlConnectionState, ControlConnectionActions> To(ControlConnectionState next,
        ControlConnectionActions actions) => new(actions, next);
}

public enum ControlConnectionState
{
    Idle,
    WaitCtlReply,
    WaitCtlConn,
    Established,
}

public enum ControlConnectionEvent
{
    /// <summary>A tunnel is wanted, for itself or for a call.</summary>
    LocalOpen,

    SccrqAcceptable,
    SccrqNotAcceptable,

    /// <summary>The peer's SCCRQ wins, or both are to be discarded (see <see cref="TieBreaker"/>).</summary>
    TieLost,

    /// <summary>With the challenge response that we asked for, if any.</summary>
    SccrpAcceptable,

    SccrpNotAcceptable,

    /// <inheritdoc cref="SccrpAcceptable"/>
    ScccnAcceptable,

    ScccnNotAcceptable,
    StopCcnReceived,
    AdminClose,

    /// <summary>The channel gave up (RFC 2661 §5.8).</summary>
    TransportLost,
}

[Flags]
public enum ControlConnectionActions
{
    None = 0,
    SendSccrq = 1,
    SendSccrp = 2,
    SendScccn = 4,
    SendStopCcn = 8,

    /// <summary>Tell the waiting sessions.</summary>
    TunnelOpen = 16,

    /// <summary>End the sessions, and the tunnel once its last message is acknowledged or given up (RFC 2661 §7.1).</summary>
    CleanUp = 32,

    /// <summary>Try again from idle what the lost tie interrupted.</summary>
    RequeueSccrq = 64,
}
