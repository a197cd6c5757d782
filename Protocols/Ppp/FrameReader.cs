namespace Protocols.Ppp;

/// <summary>Finds the protocol and the information of a PPP frame, in every form that a peer may send. No allocation.</summary>
public static class FrameReader
{
    public const byte AllStations = 0xFF;
    public const byte UnnumberedInformation = 0x03;

    //  +---------+---------+----------+-------------+---------+
    //  | Address | Control | Protocol | Information | Padding |
    //  |  0xFF   |  0x03   | 8/16 bit |      *      |    *    |
    //  +---------+---------+----------+-------------+---------+
    /// <summary>
    /// Takes a frame from the address field or, compressed (RFC 1661 §6.6), from the protocol field on. A protocol of one
    /// octet (RFC 1661 §6.5) is taken too: both forms are unambiguous, so a receiver need not know what was negotiated.
    /// </summary>
    /// <returns>false where the frame is too short, or its protocol breaks the rule of odd and even octets (RFC 1661 §2).</returns>
    public static bool TryReadProtocol(ReadOnlySpan<byte> frame, out ushort protocol, out ReadOnlySpan<byte> information)
    {
        protocol = 0;
        information = default;
        // 0x00FF is no protocol (RFC 1661 §6.6), so a first octet 0xFF can only be the address.
        if (frame.Length >= 2 && frame[0] == AllStations && frame[1] == UnnumberedInformation)
            frame = frame[2..];

        if (frame.IsEmpty)
            return false;
        if ((frame[0] & 1) == 1)
        {
            protocol = frame[0];
            information = frame[1..];
            return protocol != AllStations;
        }
        if (frame.Length < 2 || (frame[1] & 1) == 0)
            return false;
        protocol = (ushort)(frame[0] << 8 | frame[1]);
        information = frame[2..];
        return true;
    }
}
