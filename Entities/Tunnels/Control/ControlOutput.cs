using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Control;

/// <summary>Outgoing control messages: numbered and journaled when they are queued, sent when the window lets them (RFC 2661 §5.8).</summary>
internal static class ControlOutput
{
    /// <summary>Octets; §4.3 recommends 16 at least.</summary>
    private const int RandomVectorLength = 16;

    /// <summary>Gives a message its Ns. It leaves at the end of the turn, or when the window opens.</summary>
    /// <param name="peerSessionId">For the header; 0 for messages of the tunnel and where the peer's id is not known.</param>
    /// <param name="sessionId">Ours, for whoever reads of it; 0 for messages of the tunnel.</param>
    public static void Queue(TunnelTurn turn, ControlMessage message, ushort peerSessionId = 0, ushort sessionId = 0)
    {
        var body = ControlMessageCodec.Write(message, Hiding(turn));
        var ns = turn.State.Channel!.NextNs;
        turn.Apply(new ControlQueued { Ns = ns, SessionId = peerSessionId, Body = UnsafeByteOperations.UnsafeWrap(body) });
        turn.Report(Milestone.ControlSent, MessageCatalogue.Of(message.Type).Name,
            ("decoded", ControlMessageCodec.Describe(message)), ("ns", ns), ("session", sessionId), ("peerSession", peerSessionId),
            ("peer", turn.State.PeerEndpoint));
    }

    /// <summary>A message of a call.</summary>
    /// <inheritdoc cref="Queue(TunnelTurn, ControlMessage, ushort, ushort)"/>
    public static void Queue(TunnelTurn turn, Call call, ControlMessage message) => Queue(turn, message, call.PeerSessionId, call.SessionId);

    /// <summary>HELLO is not journaled: a takeover finds the true Ns by asking with one.</summary>
    public static void QueueHello(TunnelTurn turn)
    {
        turn.Apply(new HelloQueued());
        turn.Report(Milestone.ControlSent, MessageCatalogue.Of(MessageType.Hello).Name, ("peer", turn.State.PeerEndpoint));
    }

    /// <summary>Sends what the window allows, or a bare acknowledgement if one is owed, and sets the retransmission timer.</summary>
    public static void Flush(TunnelTurn turn)
    {
        if (turn.State.Channel is null || turn.State.IsForgotten) return;
        var transmission = turn.State.Channel.Transmit(turn.Now);
        if (transmission.Messages.Length > 0 && !turn.State.IsMute)
        {
            turn.Apply(new ChannelMoved(transmission.Channel));
            SendAll(turn, transmission.Messages);
        }
        else if (turn.AckOwed)
        {
            Acknowledge(turn);
        }
        turn.AckOwed = false;
        ArmRetransmission(turn);
    }

    public static void SendAll(TunnelTurn turn, IReadOnlyList<OutgoingMessage> messages)
    {
        foreach (var message in messages)
            Send(turn, message.Ns, message.SessionId, message.Body.Span);
    }

    /// <summary>A ZLB: all that was taken in order (RFC 2661 §5.8).</summary>
    public static void Acknowledge(TunnelTurn turn) => Send(turn, turn.State.Channel!.ZlbNs, 0, []);

    private static void Send(TunnelTurn turn, ushort ns, ushort sessionId, ReadOnlySpan<byte> body)
    {
        var datagram = new byte[L2tpHeader.ControlLength + body.Length];
        L2tpHeader.WriteControl(datagram, turn.State.PeerTunnelId, sessionId, ns, turn.State.Channel!.NextNr, body.Length);
        body.CopyTo(datagram.AsSpan(L2tpHeader.ControlLength));
        turn.Do(new SendDatagram(turn.State.Key.Local, turn.State.PeerEndpoint, datagram));
    }

    private static void ArmRetransmission(TunnelTurn turn)
    {
        var due = turn.State.IsMute ? null : turn.State.Channel!.RetransmitDue;
        if (due == turn.State.RetransmitArmed) return;
        turn.Apply(new RetransmitTimerArmed(due));
        turn.Do(due is { } at ? new StartTimer(TunnelTimers.Retransmit, at) : new CancelTimer(TunnelTimers.Retransmit));
    }

    private static AvpHiding? Hiding(TunnelTurn turn) =>
        turn.Settings.HideAvps && turn.State.Secret.Length > 0
            ? new AvpHiding(turn.State.Secret, turn.RandomBytes(RandomVectorLength))
            : null;
}
