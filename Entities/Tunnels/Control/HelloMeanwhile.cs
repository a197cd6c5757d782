using System.Buffers.Binary;
using Entities.Destinations;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Control;

/// <summary>
/// A HELLO that comes while the journal is slow. It is no durable message, so it is acknowledged at once, and with it what the journal has
/// taken; what waits for the journal is not. A peer that gets no answer for one retransmission cycle gives the tunnel up (RFC 2661 §5.5).
/// </summary>
internal static class HelloMeanwhile
{
    /// <summary>M and length, vendor 0, attribute 0, value: the Message Type AVP comes first and is never hidden (RFC 2661 §4.4.1).</summary>
    private const int MessageTypeLength = 8, VendorOffset = 2, ValueOffset = 6;

    /// <param name="turn">On the state as the journal has it.</param>
    public static void Answer(TunnelTurn turn, Datagram datagram)
    {
        if (turn.State is { IsNew: true } or { IsForgotten: true } or { IsMute: true } or { Channel: null or { IsProbing: true } }) return;
        if (L2tpHeader.Parse(datagram.Payload.Span, out var header) != HeaderParse.Parsed || !header.IsControl) return;
        if (!turn.State.PeerEndpoint.Equals(datagram.Peer.ToIPEndPoint())) return;
        var body = datagram.Payload.Memory.Slice(header.HeaderLength, header.PayloadLength);
        if (!IsHello(body.Span)) return;
        turn.Apply(new ChannelMoved(turn.State.Channel!.Receive(header.Ns, header.Nr, header.SessionId, body, turn.Now).Channel));
        while (turn.State.Channel.TryTake(out var message) && IsHello(message.Body.Span))
            turn.Apply(new HelloAccepted(message.Ns, message.PeerNr));
        ControlOutput.Acknowledge(turn);
    }

    /// <param name="body">Of a control message, from its first AVP on; empty is none.</param>
    public static bool IsHello(ReadOnlySpan<byte> body) => body.Length >= MessageTypeLength
        && BinaryPrimitives.ReadInt32BigEndian(body[VendorOffset..]) == 0
        && BinaryPrimitives.ReadUInt16BigEndian(body[ValueOffset..]) == (ushort)MessageType.Hello;
}
