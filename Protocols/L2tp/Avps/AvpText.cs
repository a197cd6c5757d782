using System.Text;

namespace Protocols.L2tp;

/// <summary>Texts are UTF-8 or its subset ASCII (RFC 2661 §4.4.2); a peer's wrong octets become U+FFFD.</summary>
internal static class AvpText
{
    public static string Read(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value);

    public static string? ReadOrNull(ReadOnlySpan<byte> value) => value.IsEmpty ? null : Read(value);

    /// <summary>Cut, between characters, to what has room.</summary>
    public static byte[] Write(string? text, int maximumOctets)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        var octets = Encoding.UTF8.GetBytes(text);
        if (octets.Length <= maximumOctets)
            return octets;
        var end = maximumOctets;
        while (IsContinuation(octets[end]))
            end--;
        return octets[..end];
    }

    private static bool IsContinuation(byte octet) => (octet & 0xC0) == 0x80;
}
