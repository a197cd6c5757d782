namespace Protocols.Ppp.Lcp;

internal static class MagicNumber
{
    /// <summary>Zero is illegal (RFC 1661 §6.4).</summary>
    public static uint Next(Random random) => (uint)random.NextInt64(1, 1L << 32);
}
