using System.Security.Cryptography;

namespace Node.Common;

/// <summary>
/// The entities' source of chance in production: ids, challenges and magic numbers have to be unpredictable (RFC 2661 §9.1,
/// RFC 1994 §2.3).
/// </summary>
public sealed class CryptographicRandom : Random
{
    public override int Next() => RandomNumberGenerator.GetInt32(int.MaxValue);

    public override int Next(int maxValue) => maxValue == 0 ? 0 : RandomNumberGenerator.GetInt32(maxValue);

    public override int Next(int minValue, int maxValue) => minValue == maxValue ? minValue : RandomNumberGenerator.GetInt32(minValue, maxValue);

    public override void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);

    public override void NextBytes(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    public override long NextInt64()
    {
        Span<byte> octets = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(octets);
        return BitConverter.ToInt64(octets) & long.MaxValue;
    }

    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    public override long NextInt64(long minValue, long maxValue) =>
        maxValue <= minValue ? minValue : minValue + (long)((UInt128)(ulong)NextInt64() * (UInt128)(ulong)(maxValue - minValue) >> 63);

    public override double NextDouble() => Sample();

    public override float NextSingle() => (float)(RandomNumberGenerator.GetInt32(1 << 24) / (double)(1 << 24));

    /// <summary>53 random bits, as many as a double holds.</summary>
    protected override double Sample() => (NextInt64() >> 10) * (1.0 / (1L << 53));
}
