using System.Buffers.Binary;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Link;

/// <summary>Echo and Discard (RFC 1661 §5.8, §5.9).</summary>
internal static class EchoLayer
{
    private const int MagicLength = 4;

    public static void Begin(LinkTurn turn)
    {
        turn.Link = turn.Link with { Echo = new EchoState(Last: (byte)turn.Random.Next(256)) };
        if (turn.Settings.EchoIntervalSeconds > 0)
            TimerDispatch.Start(turn, PppTimer.EchoInterval);
    }

    public static void IntervalEnded(LinkTurn turn)
    {
        var echo = turn.Link.Echo;
        if (echo.Outstanding >= turn.Settings.EchoFailureLimit)
        {
            LcpLayer.Fail(turn, echo.Looped
                ? new(PppDisconnectCode.Loopback, PppProtocol.Lcp, PppDisconnectDirection.Global, "the line is looped back")
                : new(PppDisconnectCode.EchoTimeout, PppProtocol.Lcp, PppDisconnectDirection.Global,
                    $"{echo.Outstanding} Echo-Requests without a reply"));
            return;
        }
        var identifier = (byte)(echo.Last + 1);
        turn.Link = turn.Link with { Echo = echo with { Outstanding = echo.Outstanding + 1, Last = identifier } };
        Send(turn, ControlCode.EchoRequest, identifier, []);
        TimerDispatch.Start(turn, PppTimer.EchoInterval);
    }

    public static void Receive(LinkTurn turn, ControlPacket packet)
    {
        // Only answered and only believed in Opened (§5.8).
        if (!Automaton.Next(turn.Link.Lcp.State, AutomatonEvent.Rxr).Has(AutomatonActions.Ser))
            return;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(packet.Data, out var magic))
        {
            turn.Malformed(PppProtocol.Lcp, "an echo without a magic number");
            return;
        }
        switch (packet.Code)
        {
            case ControlCode.EchoRequest:
                ReceiveRequest(turn, packet, magic);
                break;
            case ControlCode.EchoReply:
                ReceiveReply(turn, packet, magic);
                break;
        }
    }

    private static void ReceiveRequest(LinkTurn turn, ControlPacket packet, uint magic)
    {
        if (magic != 0 && magic == turn.Link.Lcp.Options.Ours.Magic)
        {
            turn.Note("our own Echo-Request came back: the line echoes");
            turn.Link = turn.Link with { Echo = turn.Link.Echo with { Looped = true } };
            return;
        }
        var room = Math.Max(0, turn.Link.PeerMru - ControlPacket.HeaderLength - MagicLength);
        var rest = packet.Data[MagicLength..];
        Send(turn, ControlCode.EchoReply, packet.Identifier, rest[..Math.Min(rest.Length, room)]);
    }

    private static void ReceiveReply(LinkTurn turn, ControlPacket packet, uint magic)
    {
        if (magic != turn.Link.Lcp.Options.Peer.Magic)
            turn.Note($"Echo-Reply with the magic number 0x{magic:X8}, which is not the peer's");
        else if (turn.Link.Echo.Awaits(packet.Identifier))
            turn.Link = turn.Link.TrafficSeen();
    }

    private static void Send(LinkTurn turn, byte code, byte identifier, ReadOnlySpan<byte> rest)
    {
        var data = new byte[MagicLength + rest.Length];
        BinaryPrimitives.WriteUInt32BigEndian(data, turn.Link.Lcp.Options.Ours.Magic ?? 0);
        rest.CopyTo(data.AsSpan(MagicLength));
        turn.Send(PppProtocol.Lcp, ControlPacket.Write(code, identifier, data), isEcho: true);
    }
}
