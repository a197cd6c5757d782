namespace Protocols.Hdlc;

/// <summary>The octets that mean something on a line: flag, escape, and the control characters of an ACCM. One bit test an octet.</summary>
readonly struct OctetMap(uint accm)
{
    private const ulong FlagAndEscape = 1UL << (HdlcOctets.Flag - 64) | 1UL << (HdlcOctets.Escape - 64);

    private readonly ulong low = accm;

    public bool Holds(byte octet) => octet < 128 && ((octet < 64 ? low : FlagAndEscape) >> (octet & 63) & 1) != 0;

    /// <returns>How many octets from the start mean only themselves.</returns>
    public int PlainPrefix(ReadOnlySpan<byte> octets)
    {
        for (var i = 0; i < octets.Length; i++)
        {
            if (Holds(octets[i]))
                return i;
        }

        return octets.Length;
    }
}
