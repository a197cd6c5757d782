using System.Text;

namespace Fuzz;

/// <summary>Inputs as they are written down.</summary>
public static class Octets
{
    /// <summary>Hex digits in any grouping.</summary>
    public static byte[] Hex(string text) => Convert.FromHexString([.. text.Where(Uri.IsHexDigit)]);

    /// <summary>One input a line.</summary>
    public static IReadOnlyList<byte[]> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Hex)];

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Target inputs often begin with octets that choose circumstances.</summary>
    public static byte[] Behind(ReadOnlySpan<byte> choices, ReadOnlySpan<byte> input) => [.. choices, .. input];
}
