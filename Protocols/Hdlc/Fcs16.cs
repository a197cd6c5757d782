namespace Protocols.Hdlc;

/// <summary>The 16-bit frame check sequence: x^16 + x^12 + x^5 + 1, least significant bit first (RFC 1662 appendix C.2).</summary>
public static class Fcs16
{
    public const int Size = 2;

    /// <summary>What the sum over a frame and its own check sequence comes to.</summary>
    public const ushort Good = 0xF0B8;

    private const ushort Initial = 0xFFFF;
    private const ushort ReversedPolynomial = 0x8408;

    private static readonly ushort[] Table = BuildTable();

    /// <summary>The complemented sum, to be sent low octet first (RFC 1662 §3.1).</summary>
    public static ushort Compute(ReadOnlySpan<byte> frame) => (ushort)~Sum(frame);

    /// <param name="frameAndCheck">The frame with its check sequence behind it.</param>
    public static bool IsGood(ReadOnlySpan<byte> frameAndCheck) => Sum(frameAndCheck) == Good;

    private static ushort Sum(ReadOnlySpan<byte> octets)
    {
        uint sum = Initial;
        var table = Table;
        foreach (var octet in octets)
            sum = sum >> 8 ^ table[(byte)(sum ^ octet)];
        return (ushort)sum;
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[256];
        for (var octet = 0; octet < table.Length; octet++)
        {
            var value = octet;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? value >> 1 ^ ReversedPolynomial : value >> 1;
            table[octet] = (ushort)value;
        }

        return table;
    }
}
