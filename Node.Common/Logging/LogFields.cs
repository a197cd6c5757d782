using System.Globalization;
using System.Net;

namespace Node.Common.Logging;

/// <summary>The structured fields of an entry, as both formatters write them.</summary>
internal static class LogFields
{
    /// <summary>The key under which the logging library keeps the template of the message.</summary>
    private const string Template = "{OriginalFormat}";

    public static IEnumerable<KeyValuePair<string, object?>> Of<TState>(TState state) =>
        state is IEnumerable<KeyValuePair<string, object?>> fields ? fields.Where(f => f.Key != Template) : [];

    /// <summary>The value as text where it is neither a number nor a truth value.</summary>
    public static string Text(object value) => value switch
    {
        DateTimeOffset time => Time(time),
        byte[] octets => Convert.ToHexStringLower(octets),
        ReadOnlyMemory<byte> octets => Convert.ToHexStringLower(octets.Span),
        IPAddress or IPEndPoint or IPNetwork or Enum => value.ToString()!,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
