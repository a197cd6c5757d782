namespace Fuzz.Mutation;

/// <summary>SplitMix64: a stream of its own for each seed and iteration, at the cost of an addition.</summary>
public struct Chance(ulong seed)
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private ulong state = seed;

    public static Chance Of(ulong seed, long iteration) => new(Mix(seed + Golden * (ulong)(iteration + 1)));

    public ulong Next() => Mix(state += Golden);

    /// <returns>0 to <paramref name="bound"/> − 1; 0 for a bound of 0.</returns>
    public int Below(int bound) => bound <= 0 ? 0 : (int)((Next() >> 32) * (ulong)bound >> 32);

    public byte Octet() => (byte)(Next() >> 56);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
