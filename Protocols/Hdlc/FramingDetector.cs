namespace Protocols.Hdlc;

/// <summary>
/// Decides whether PPP is spoken on a line that has just connected: a frame with a good check sequence, or the beginning of an LCP
/// frame as everybody sends it first, <c>7E FF 7D 23 C0 21</c>. A login banner before it does no harm.
/// </summary>
public sealed class FramingDetector
{
    private static ReadOnlySpan<byte> LcpStart => [HdlcOctets.Flag, 0xFF, HdlcOctets.Escape, 0x23, 0xC0, 0x21];

    private readonly HdlcDeframer deframer = new();
    private int matched;

    public bool IsDetected { get; private set; }

    /// <returns>True from the octet on that settled it.</returns>
    public bool Feed(ReadOnlySpan<byte> octets)
    {
        if (IsDetected)
            return true;
        foreach (var octet in octets)
        {
            // LcpStart holds one flag, its first octet: a mismatch can only begin again there
            matched = octet == LcpStart[matched] ? matched + 1 : octet == HdlcOctets.Flag ? 1 : 0;
            if (matched == LcpStart.Length)
                return IsDetected = true;
        }

        return IsDetected = deframer.TryRead(ref octets, out _);
    }
}
