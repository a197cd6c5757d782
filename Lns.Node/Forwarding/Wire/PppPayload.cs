namespace Lns.Node.Forwarding.Wire;

/// <summary>
/// The start of a PPP frame inside L2TP: address and control (RFC 1662 §3.1) unless compressed away (RFC 1661 §6.6), then the
/// protocol in two octets or, compressed, in one (RFC 1661 §6.5). Both forms are taken whatever was negotiated.
/// </summary>
public static class PppPayload
{
    public const ushort Ipv4 = 0x0021;
    public const ushort Lcp = 0xC021;

    /// <summary>Address, control, protocol.</summary>
    public const int HeaderOctets = 4;

    private const byte AllStations = 0xFF;
    private const byte UnnumberedInformation = 0x03;

    /// <param name="informationAt">Where the frame's information begins.</param>
    /// <returns>False when there is no whole protocol field, or one that RFC 1661 §2 rules out (its last octet must be odd).</returns>
    public static bool TryRead(ReadOnlySpan<byte> frame, out ushort protocol, out int informationAt)
    {
        (protocol, informationAt) = (0, 0);
        var at = frame is [AllStations, UnnumberedInformation, ..] ? 2 : 0;
        if (at >= frame.Length)
            return false;
        if ((frame[at] & 1) != 0)
        {
            // 0x00FF is no protocol: the octet can only be an address field without its control field (RFC 1661 §6.6)
            if (frame[at] == AllStations)
                return false;
            (protocol, informationAt) = (frame[at], at + 1);
            return true;
        }
        if (at + 1 >= frame.Length || (frame[at + 1] & 1) == 0)
            return false;
        (protocol, informationAt) = ((ushort)(frame[at] << 8 | frame[at + 1]), at + 2);
        return true;
    }

    /// <summary>Writes the uncompressed header, which every receiver takes, so that it ends where <paramref name="buffer"/> ends.</summary>
    public static void WriteBefore(Span<byte> buffer, ushort protocol)
    {
        var header = buffer[^HeaderOctets..];
        header[0] = AllStations;
        header[1] = UnnumberedInformation;
        header[2] = (byte)(protocol >> 8);
        header[3] = (byte)protocol;
    }
}
