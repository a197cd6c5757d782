using Entities.Destinations;
using Entities.Tunnels.Failover;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Tunnels.Control;

/// <summary>Incoming control datagrams: header, channel, message, then the tunnel or the call it is for.</summary>
internal static class ControlInput
{
    public static void Receive(TunnelTurn turn, ICallRole role, Datagram datagram)
    {
        if (!Admit(turn, datagram, out var header)) return;
        // until the control channel is reset (RFC 4951 §3.2.1): "MUST be silently discarded"
        if (turn.State.StandsStill) return;
        turn.Source = datagram.Peer.ToIPEndPoint();
        var body = datagram.Payload.Memory.Slice(header.HeaderLength, header.PayloadLength);
        var receipt = turn.State.Channel!.Receive(header.Ns, header.Nr, header.SessionId, body, turn.Now);
        turn.Apply(new ChannelMoved(receipt.Channel));
        turn.Apply(new PeerHeard(turn.Now));
        if (receipt.Channel.IsContradicted && turn.State.IsEstablished && Takeover.Of(turn, isMissing: true) == TakeoverWay.Protocol)
        {
            OldTunnel.Want(turn, "the peer has messages that the journal does not know");
            return;
        }
        turn.AckOwed |= receipt.NeedsAck;
        TakeAll(turn, role);
    }

    /// <summary>
    /// Takes what is next in order. While a probe is out only a HELLO is taken: an answer would need an Ns that we don't know yet, and a HELLO needs
    /// none. Two ends that probe each other would wait for ever, and a HELLO that was kept could stand later for what a next life of the peer says
    /// under its number. Nor is anything else taken while the peer leaves too many of our messages unacknowledged. What is not taken is not
    /// acknowledged, so the peer sends it again.
    /// </summary>
    private static void TakeAll(TunnelTurn turn, ICallRole role)
    {
        while (turn.State.Channel!.TryTake(out var message)
            && (turn.State.Clearing is not null || turn.State.Channel.CanQueue || HelloMeanwhile.IsHello(message.Body.Span)))
            Take(turn, role, message);
    }

    private static bool Admit(TunnelTurn turn, Datagram datagram, out L2tpHeader header)
    {
        var parse = L2tpHeader.Parse(datagram.Payload.Span, out header);
        if (parse != HeaderParse.Parsed || !header.IsControl)
        {
            turn.Report(Milestone.MalformedInput, $"control header: {parse}", ("peer", datagram.Peer.ToIPEndPoint()));
            return false;
        }
        var peer = datagram.Peer.ToIPEndPoint();
        // Until the peer has answered it may choose another port; then both ends are fixed (RFC 2661 §8.1).
        var known = turn.State.PeerEndpoint;
        if (turn.State.Peer is null ? known.Address.Equals(peer.Address) : known.Equals(peer)) return true;
        turn.Report(Milestone.UnexpectedMessage, $"control message from {peer}, this tunnel's peer is {known}", ("peer", peer));
        return false;
    }

    private static void Take(TunnelTurn turn, ICallRole role, ReceivedMessage received)
    {
        // it may have come while a probe was out, and what answers the probe owes nothing itself
        turn.AckOwed = true;
        var parse = ControlMessageCodec.Parse(received.Body, turn.State.Secret.Span);
        if (parse is ControlMessageParse.Parsed { Message: Hello })
            Keepalive.OnHello(turn, received);
        else
            turn.Apply(new ControlAccepted { Ns = received.Ns, PeerNr = received.PeerNr, AtUnixMs = turn.NowUnixMs });
        // After StopCCN everything is acknowledged and nothing has an effect (RFC 2661 §5.7).
        if (turn.State.Clearing is not null) return;
        switch (parse)
        {
            case ControlMessageParse.Parsed parsed:
                foreach (var ignored in parsed.IgnoredAvps)
                    turn.Report(Milestone.MalformedInput, $"ignored: {ignored}", ("peer", turn.State.PeerEndpoint));
                Deliver(turn, role, received, parsed.Message);
                break;
            case ControlMessageParse.Ignore ignore:
                turn.Report(Milestone.MalformedInput, ignore.Reason, ("peer", turn.State.PeerEndpoint));
                break;
            case ControlMessageParse.Refuse refuse:
                Refuse(turn, role, received, refuse.Error);
                break;
        }
    }

    private static void Deliver(TunnelTurn turn, ICallRole role, ReceivedMessage received, ControlMessage message)
    {
        turn.Report(Milestone.ControlReceived, MessageCatalogue.Of(message.Type).Name,
            ("decoded", ControlMessageCodec.Describe(message)), ("ns", received.Ns), ("session", received.SessionId), ("peer", turn.State.PeerEndpoint));
        if (message is Hello) return;
        if (ConnectionSetup.Handles(message))
            ConnectionSetup.OnMessage(turn, role, message);
        else if (turn.State.Recovers is not null)
            turn.Report(Milestone.UnexpectedMessage, $"{MessageCatalogue.Of(message.Type).Name} on a recovery tunnel", ("peer", turn.State.PeerEndpoint));
        else if (turn.State.IsEstablished && SessionSynchronisation.Handles(message))
            SessionSynchronisation.OnMessage(turn, role, message);
        else if (turn.State.IsEstablished)
            role.OnMessage(turn, received.SessionId, message);
        else
            turn.Report(Milestone.UnexpectedMessage, $"{MessageCatalogue.Of(message.Type).Name} before the tunnel is up", ("peer", turn.State.PeerEndpoint));
    }

    private static void Refuse(TunnelTurn turn, ICallRole role, ReceivedMessage received, ProtocolError error)
    {
        turn.Report(Milestone.MalformedInput, error.Text, ("peer", turn.State.PeerEndpoint), ("result", error.ResultCode), ("error", error.ErrorCode));
        if (error.Scope == ControlScope.Session && turn.State is { IsEstablished: true, Recovers: null })
            role.OnBadMessage(turn, received.SessionId, error);
        else
            ConnectionSetup.RefuseUnreadable(turn, role, error);
    }
}
