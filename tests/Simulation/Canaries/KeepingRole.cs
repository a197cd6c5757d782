using Entities.Tunnels;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Simulation.Canaries;

/// <summary>Canary: after a recovery the calls that were not established stay, against RFC 4951 §3.3 Step I.</summary>
internal sealed class KeepingRole(ICallRole inner) : ICallRole
{
    public IEnumerable<string> CallKeys(TunnelState state) => inner.CallKeys(state);

    public TunnelState? Evolve(TunnelState state, object @event) => inner.Evolve(state, @event);

    public bool OnCommand(TunnelTurn turn, IMessage command) => inner.OnCommand(turn, command);

    public void OnMessage(TunnelTurn turn, ushort sessionId, ControlMessage message) => inner.OnMessage(turn, sessionId, message);

    public void OnBadMessage(TunnelTurn turn, ushort sessionId, ProtocolError error) => inner.OnBadMessage(turn, sessionId, error);

    public void OnTimer(TunnelTurn turn, ushort sessionId, string what) => inner.OnTimer(turn, sessionId, what);

    public void OnTunnelUp(TunnelTurn turn) => inner.OnTunnelUp(turn);

    public void OnTunnelDown(TunnelTurn turn, TunnelClearing reason) => inner.OnTunnelDown(turn, reason);

    public void OnTieLost(TunnelTurn turn) => inner.OnTieLost(turn);

    public void OnResume(TunnelTurn turn) => inner.OnResume(turn);

    public IEnumerable<InstallForwarding> Rows(TunnelState state) => inner.Rows(state);

    public bool Exists(Call call) => inner.Exists(call);

    public bool IsEstablished(Call call) => inner.IsEstablished(call);

    public void DropUnestablished(TunnelTurn turn) { }

    public void ResetDataChannels(TunnelTurn turn, bool peerCanReset) => inner.ResetDataChannels(turn, peerCanReset);

    public void OnSessionLost(TunnelTurn turn, Call call) => inner.OnSessionLost(turn, call);

    public void Save(TunnelState state, TunnelSnapshot snapshot) => inner.Save(state, snapshot);

    public TunnelState Restore(TunnelState state, TunnelSnapshot snapshot) => inner.Restore(state, snapshot);

    public SessionView View(Call call) => inner.View(call);
}
