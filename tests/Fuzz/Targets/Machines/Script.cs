namespace Fuzz.Targets.Machines;

/// <summary>An input as a series of deeds: what, how many octets, the octets. Every input is one; the last deed takes what is left.</summary>
internal ref struct Script(ReadOnlySpan<byte> input)
{
    private ReadOnlySpan<byte> rest = input;

    public bool TryNext(out byte deed, out ReadOnlySpan<byte> octets)
    {
        deed = 0;
        octets = default;
        if (rest.Length < 2)
            return false;
        deed = rest[0];
        var length = Math.Min(rest[1], rest.Length - 2);
        octets = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return true;
    }

    public static byte[] Deed(int deed, ReadOnlySpan<byte> octets = default) =>
        [(byte)deed, (byte)Math.Min(255, octets.Length), .. octets[..Math.Min(255, octets.Length)]];
}
