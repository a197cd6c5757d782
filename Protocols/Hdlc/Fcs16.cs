namespace Protocols.Hdlc;

/// <summary>The 16-bit frame check sequence: x^16 + x^12 + x^5 + 1, least significant bit first (RFC 1662 appendix C.2).</summary>
public static class Fcs16
{
    public const int Size = 2;

    /// <summary>What the sum over a frame and its own check sequence comes to.</summary>
    public const ushort Good = 0xF0B8;

    private const ushort Initial = 0xFFFF;
    private const ushort ReversedPolynomial = 0x8408;

    /// <summary>
    /// Octets taken at a step. The sum over several octets is the XOR of what each does to it on its own, with zeros behind it: table k
    /// holds that for an octet with k zeros behind.
    /// </summary>
    private const int Stride = 8;

    private static readonly ushort[][] Tables = BuildTables();

    /// <summary>The complemented sum, to be sent low octet first (RFC 1662 §3.1).</summary>
    public static ushort Compute(ReadOnlySpan<byte> frame) => (ushort)~Sum(frame);

    /// <param name="frameAndCheck">The frame with its check sequence behind it.</param>
    public static bool IsGood(ReadOnlySpan<byte> frameAndCheck) => Sum(frameAndCheck) == Good;

    private static ushort Sum(ReadOnlySpan<byte> octets)
    {
        uint sum = Initial;
        var (t0, t1, t2, t3) = (Tables[0], Tables[1], Tables[2], Tables[3]);
        var (t4, t5, t6, t7) = (Tables[4], Tables[5], Tables[6], Tables[7]);
        for (; octets.Length >= Stride; octets = octets[Stride..])
        {
            sum = (uint)(t7[(byte)(octets[0] ^ sum)] ^ t6[(byte)(octets[1] ^ sum >> 8)] ^ t5[octets[2]] ^ t4[octets[3]]
                ^ t3[octets[4]] ^ t2[octets[5]] ^ t1[octets[6]] ^ t0[octets[7]]);
        }

        foreach (var octet in octets)
            sum = sum >> 8 ^ t0[(byte)(sum ^ octet)];
        return (ushort)sum;
    }

    private static ushort[][] BuildTables()
    {
        var tables = new ushort[Stride][];
        tables[0] = BuildTable();
        for (var zeros = 1; zeros < Stride; zeros++)
            tables[zeros] = Array.ConvertAll(tables[zeros - 1], sum => (ushort)(sum >> 8 ^ tables[0][(byte)sum]));
        return tables;
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
