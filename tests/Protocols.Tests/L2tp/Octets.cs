namespace Protocols.Tests.L2tp;

internal static class Octets
{
    /// <summary>Hex digits in any grouping; what follows a '#' is a remark.</summary>
    public static byte[] Of(string hex)
    {
        var digits = hex.Split('\n').Select(line => line.Split('#')[0]).SelectMany(line => line).Where(Uri.IsHexDigit);
        return Convert.FromHexString([.. digits]);
    }

    /// <summary>Every way to change one octet into another value.</summary>
    public static IEnumerable<byte[]> SingleByteCorruptions(byte[] vector)
    {
        for (var at = 0; at < vector.Length; at++)
        {
            for (var flip = 1; flip < 256; flip++)
            {
                var copy = (byte[])vector.Clone();
                copy[at] ^= (byte)flip;
                yield return copy;
            }
        }
    }
}
