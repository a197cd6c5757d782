using Fuzz.Mutation;

namespace Fuzz;

/// <summary>Seeded in no time: the class library's seeded one fills a table first, which would cost more than what is tested.</summary>
public sealed class FewRandom(int seed) : Random(0)
{
    private Chance chance = Chance.Of((ulong)seed, 0);

    public override int Next() => chance.Below(int.MaxValue);

    public override int Next(int maxValue) => chance.Below(maxValue);

    public override int Next(int minValue, int maxValue) => minValue + chance.Below(maxValue - minValue);

    public override long NextInt64() => (long)(chance.Next() >> 1);

    public override long NextInt64(long minValue, long maxValue) => minValue + (long)(chance.Next() % (ulong)(maxValue - minValue));

    public override double NextDouble() => (chance.Next() >> 11) * (1.0 / (1UL << 53));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var octet in buffer)
            octet = chance.Octet();
    }
}
