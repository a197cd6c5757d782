using System.Buffers.Binary;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Link;

/// <summary>Identification and Time-Remaining (RFC 1570 §2.1, §2.2): words for the log.</summary>
internal static class IdentificationLayer
{
    private const int MagicLength = 4;

    public static void Introduce(LinkTurn turn)
    {
        if (turn.Settings.IdentificationText.Length == 0)
            return;
        var data = new byte[MagicLength];
        BinaryPrimitives.WriteUInt32BigEndian(data, turn.Link.Lcp.Options.Ours.Magic ?? 0);
        byte[] message = [.. data, .. LinkTurn.Octets(turn.Settings.IdentificationText)];
        turn.Send(PppProtocol.Lcp, ControlPacket.Write(ControlCode.Identification, turn.TakeLcpIdentifier(), message));
    }

    public static void Receive(LinkTurn turn, ControlPacket packet)
    {
        if (packet.Data.Length < MagicLength)
        {
            turn.Malformed(PppProtocol.Lcp, "Identification or Time-Remaining without a magic number");
            return;
        }
        var rest = packet.Data[MagicLength..];
        if (packet.Code == ControlCode.Identification)
            turn.Note($"the peer is: {PeerText.Readable(rest)}");
        else if (BinaryPrimitives.TryReadUInt32BigEndian(rest, out var seconds))
            turn.Note($"the peer gives us {seconds} s");
    }
}
