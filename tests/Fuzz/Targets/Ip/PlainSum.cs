namespace Fuzz.Targets.Ip;

/// <summary>RFC 1071 word by word.</summary>
internal static class PlainSum
{
    public static bool Holds(ReadOnlySpan<byte> octets) => Of(octets) == 0xFFFF;

    public static int Of(ReadOnlySpan<byte> octets)
    {
        var sum = 0;
        for (var i = 0; i < octets.Length; i += 2)
        {
            sum += octets[i] * 256 + (i + 1 < octets.Length ? octets[i + 1] : 0);
            sum = sum % 65536 + sum / 65536;
        }
        return sum;
    }

    /// <summary>Makes the two octets at a place complete the sum.</summary>
    public static void Complete(Span<byte> octets, int at)
    {
        (octets[at], octets[at + 1]) = (0, 0);
        var missing = 0xFFFF - Of(octets);
        (octets[at], octets[at + 1]) = ((byte)(missing >> 8), (byte)missing);
    }
}
