using System.Diagnostics;
using static Protocols.L2tp.FailoverActions;
using static Protocols.L2tp.FailoverEvent;
using static Protocols.L2tp.FailoverState;

namespace Protocols.L2tp;

/// <summary>
/// RFC 4951 §3 for one old tunnel, both sides. The RFC draws no table; its sentences stand beside the cells. The recovery tunnel itself
/// follows <see cref="ControlConnectionTable"/>.
/// </summary>
public static class FailoverTable
{
    public static Transition<FailoverState, FailoverActions> Next(FailoverState state, FailoverEvent @event) => (state, @event) switch
    {
        // §3.2.1: "establishes a new control connection … for every old tunnel it wishes to recover"
        (Normal or Resynchronising, RecoveryWanted) => To(Recovering, OpenRecoveryTunnel),
        // Ours: once more, for our last attempt may be one that a lost journal knew of.
        (Recovering, RecoveryWanted) => To(Recovering, OpenRecoveryTunnel),
        // Appendix B, double failure: we failed while the peer recovered; the tie breakers decide.
        (Offered, RecoveryWanted) => To(Recovering, OpenRecoveryTunnel),

        // §3.2.1: "validates … and responds with an SCCRP". Of our own request the destination knows that it lost the tie, and in
        // Offered the peer has begun anew: "acts as if it were a remote endpoint".
        (Normal or Resynchronising or Recovering or Offered, PeerAsksAcceptable) => To(Offered, AcceptRecoveryTunnel),
        // §3.2.1: "MUST terminate the recovery tunnel"
        (Normal or Resynchronising or Recovering or Offered, PeerAsksNotAcceptable) => To(state, RefuseRecoveryTunnel),

        // §3.2.2: "reset upon getting a valid SCCRP"; §3.3 Step I, then II and III
        (Recovering, OurTunnelUp) => To(Resynchronising, ResetControlChannel | ResetDataChannels | DropUnestablished | QuerySessions),
        // §3.2.2: "reset upon getting a valid SCCCN"
        (Offered, PeerTunnelUp) => To(Resynchronising, ResetControlChannel | DropUnestablished | QuerySessions),
        // Ours: the word of a recovery tunnel comes again until it is answered; or it is that of an attempt that was given up.
        (Normal or Resynchronising or Offered, OurTunnelUp) => To(state, None),
        (Normal or Resynchronising or Recovering, PeerTunnelUp) => To(state, None),

        // §3.2.1: "MUST silently clear the old tunnel and sessions within"
        (Recovering, OurTunnelFailed) => To(Normal, ClearSilently),
        (Normal or Resynchronising or Offered, OurTunnelFailed) => To(state, None),
        // Ours: a request that went no further changes nothing.
        (Offered, PeerTunnelFailed) => To(Normal, GoOn),
        (Normal or Resynchronising or Recovering, PeerTunnelFailed) => To(state, None),

        // §3.3 Step III: every FSR has come
        (Resynchronising, SessionsSynchronised) => To(Normal, None),
        (Normal or Recovering or Offered, SessionsSynchronised) => To(state, None),
        _ => throw new UnreachableException($"{state}, {@event}"),
    };

    private static Transition<FailoverState, FailoverActions> To(FailoverState next, FailoverActions actions) => new(actions, next);
}

public enum FailoverState
{
    Normal,

    /// <summary>We failed: a recovery tunnel is asked for. Control messages of the old tunnel are neither sent nor taken.</summary>
    Recovering,

    /// <summary>The peer failed: its SCCRQ was answered, its SCCCN is awaited. Control messages of the old tunnel are dropped.</summary>
    Offered,

    /// <summary>The control channel works again; the peer is being asked which sessions it has.</summary>
    Resynchronising,
}

public enum FailoverEvent
{
    /// <summary>The journal's tail is cut, the probe is contradicted, or the protocol is the chosen way of taking over.</summary>
    RecoveryWanted,

    /// <summary>SCCRQ with Tunnel Recovery: both ids are this tunnel's, and Failover Capability was exchanged.</summary>
    PeerAsksAcceptable,

    PeerAsksNotAcceptable,

    /// <summary>SCCRP of our recovery tunnel was valid.</summary>
    OurTunnelUp,

    /// <summary>SCCCN of the peer's recovery tunnel was valid.</summary>
    PeerTunnelUp,

    OurTunnelFailed,

    PeerTunnelFailed,

    SessionsSynchronised,
}

[Flags]
public enum FailoverActions
{
    None = 0,
    OpenRecoveryTunnel = 1,
    AcceptRecoveryTunnel = 2,
    RefuseRecoveryTunnel = 4,

    /// <summary>Queues flushed, numbers from Suggested Control Sequence, else 0 (§3.2.2).</summary>
    ResetControlChannel = 8,

    /// <summary>Ns of sequenced sessions from 0, or CDN where an end can't reset its Nr (§3.2.3).</summary>
    ResetDataChannels = 16,

    /// <summary>Without CDN (§3.3 Step I).</summary>
    DropUnestablished = 32,

    /// <summary>FSQ for every session that is left (§3.3 Steps II, III).</summary>
    QuerySessions = 64,

    ClearSilently = 128,

    /// <summary>What waited goes on.</summary>
    GoOn = 256,
}
