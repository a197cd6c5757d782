using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;

namespace Entities.Tunnels;

/// <summary>The calls on a tunnel, as one end sees them: an LNS places them, a LAC dials them.</summary>
public interface ICallRole
{
    /// <summary>Keys of live calls, as their dial-out sessions know them; empty at a LAC.</summary>
    IEnumerable<string> CallKeys(TunnelState state);

    /// <returns>The new state, or null when the event is not one of this role's.</returns>
    TunnelState? Evolve(TunnelState state, object @event);

    /// <returns>False when the command is none of this role's.</returns>
    bool OnCommand(TunnelTurn turn, IMessage command);

    /// <param name="sessionId">From the message's header: ours, or 0.</param>
    void OnMessage(TunnelTurn turn, ushort sessionId, ControlMessage message);

    /// <summary>A message for a session could not be understood and must end that session (RFC 2661 §4.1, §7.1).</summary>
    /// <param name="sessionId">As in <see cref="OnMessage"/>.</param>
    void OnBadMessage(TunnelTurn turn, ushort sessionId, ProtocolError error);

    void OnTimer(TunnelTurn turn, ushort sessionId, string what);

    /// <summary>"tunnel-open" of RFC 2661 §7.2.1: waiting sessions may go on.</summary>
    void OnTunnelUp(TunnelTurn turn);

    /// <summary>The tunnel is being cleared: every call on it ends now.</summary>
    void OnTunnelDown(TunnelTurn turn, TunnelClearing reason);

    /// <summary>The tie was lost: calls are dropped without a word, their destination places them in another tunnel (RFC 2661 §4.4.3).</summary>
    void OnTieLost(TunnelTurn turn);

    void OnResume(TunnelTurn turn);

    /// <summary>The peer may know of it: it has not ended (RFC 4951 §3.3 Step III).</summary>
    bool Exists(Call call);

    /// <summary>It is in the established state of its table, RFC 2661 §7.5.</summary>
    bool IsEstablished(Call call);

    /// <summary>RFC 4951 §3.3 Step I: calls that are not established go without a CDN; an LNS asks for them again.</summary>
    void DropUnestablished(TunnelTurn turn);

    /// <summary>RFC 4951 §3.2.3, at the recovering end: sequenced sessions count from 0 again, or end.</summary>
    /// <param name="peerCanReset">The peer said that it can reset its Nr.</param>
    void ResetDataChannels(TunnelTurn turn, bool peerCanReset);

    /// <summary>FSR said that the peer has no such session: it goes without a CDN (RFC 4951 §3.3 Step III).</summary>
    void OnSessionLost(TunnelTurn turn, Call call);

    /// <inheritdoc cref="Shared.Messages.Entities.IEntityKind.Rows"/>
    IEnumerable<Shared.Messages.Entities.InstallForwarding> Rows(TunnelState state);

    /// <summary>Adds the calls to a snapshot, and puts them back.</summary>
    void Save(TunnelState state, TunnelSnapshot snapshot);

    /// <inheritdoc cref="Save"/>
    TunnelState Restore(TunnelState state, TunnelSnapshot snapshot);

    SessionView View(Call call);
}
