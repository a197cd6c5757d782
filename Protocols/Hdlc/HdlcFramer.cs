namespace Protocols.Hdlc;

/// <summary>Writes PPP frames as octet-stuffed HDLC (RFC 1662 §4).</summary>
public static class HdlcFramer
{
    /// <summary>Enough for any frame of that length: every octet escaped, the check sequence too, and two flags.</summary>
    public static int WorstCaseSize(int frameLength) => 2 * (frameLength + Fcs16.Size) + 2;

    /// <param name="frame">From the address field (or, compressed, the protocol field) to the end of the information; no check sequence.</param>
    /// <param name="accm">Control characters that the peer wants escaped; LCP frames are written as if it were all ones.</param>
    /// <param name="destination">At least <see cref="WorstCaseSize"/> octets.</param>
    /// <returns>Octets written.</returns>
    public static int Write(ReadOnlySpan<byte> frame, uint accm, Span<byte> destination)
    {
        if (destination.Length < WorstCaseSize(frame.Length))
            throw new ArgumentException("smaller than the worst case", nameof(destination));
        if (IsLcp(frame))
            accm = HdlcOctets.AllMapped;
        var check = Fcs16.Compute(frame);
        var escaped = new OctetMap(accm);
        destination[0] = HdlcOctets.Flag;
        var at = 1 + Stuff(frame, escaped, destination[1..]);
        // low octet first, although the rest of PPP is high octet first (RFC 1662 §3.1)
        at += Stuff([(byte)check, (byte)(check >> 8)], escaped, destination[at..]);
        destination[at++] = HdlcOctets.Flag;
        return at;
    }

    /// <summary>
    /// LCP is sent as if no option had been negotiated (RFC 1661 §5): a peer that has just started again must be able to read it.
    /// Address and control may be missing all the same, where an LNS leaves them out of its L2TP payload.
    /// </summary>
    public static bool IsLcp(ReadOnlySpan<byte> frame)
    {
        if (frame is [HdlcOctets.AllStations, HdlcOctets.UnnumberedInformation, ..])
            frame = frame[2..];
        return frame is [HdlcOctets.LcpProtocol >> 8, HdlcOctets.LcpProtocol & 0xFF, ..];
    }

    private static int Stuff(ReadOnlySpan<byte> octets, OctetMap escaped, Span<byte> destination)
    {
        var at = 0;
        while (!octets.IsEmpty)
        {
            var plain = escaped.PlainPrefix(octets);
            octets[..plain].CopyTo(destination[at..]);
            at += plain;
            octets = octets[plain..];
            if (octets.IsEmpty)
                break;
            destination[at++] = HdlcOctets.Escape;
            destination[at++] = (byte)(octets[0] ^ HdlcOctets.EscapeBit);
            octets = octets[1..];
        }

        return at;
    }
}
