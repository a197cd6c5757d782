using System.Text;

namespace Protocols.Ppp.Link;

/// <summary>Text from the peer that may stand in a log line: UTF-8, no control characters, bounded.</summary>
internal static class PeerText
{
    /// <summary>Longer texts are cut: a log line is no place for a 64 KiB message.</summary>
    public const int MaxLength = 128;

    /// <summary>A name as it goes to RADIUS: whole, control characters and all.</summary>
    public static string Name(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);

    public static string Readable(ReadOnlySpan<byte> octets)
    {
        var text = Encoding.UTF8.GetString(octets[..Math.Min(octets.Length, MaxLength)]);
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
    }
}
