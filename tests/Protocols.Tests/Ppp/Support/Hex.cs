namespace Protocols.Tests.Ppp.Support;

internal static class Hex
{
    /// <summary>Octets from hexadecimal digits; white space is free.</summary>
    public static byte[] Octets(string digits) => Convert.FromHexString(string.Concat(digits.Where(c => !char.IsWhiteSpace(c))));

    public static string Digits(ReadOnlyMemory<byte> octets) => Convert.ToHexString(octets.Span);
}
