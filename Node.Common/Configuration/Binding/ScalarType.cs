using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Node.Common.Configuration.Binding;

/// <summary>How a value that is neither list nor section is written.</summary>
/// <param name="JsonType">The JSON schema's name of the type.</param>
/// <param name="What">The type in words, for messages and documentation.</param>
/// <param name="Parse">Null for text that is no such value.</param>
/// <param name="Fallback">Stands in a faulty required setting, so that the checks that follow need not fear null.</param>
internal sealed record ScalarType(string JsonType, string What, Func<string, object?> Parse, object Fallback)
{
    private static readonly Dictionary<Type, ScalarType> Known = new()
    {
        [typeof(string)] = new("string", "text without control characters", t => t.Any(char.IsControl) ? null : t, ""),
        [typeof(bool)] = new("boolean", "true or false", t => t switch { "true" => true, "false" => false, _ => null }, false),
        [typeof(int)] = new("integer", "a whole number", t => ParseInteger(t) is { } n and >= int.MinValue and <= int.MaxValue ? (int)n : null, 0),
        [typeof(long)] = new("integer", "a whole number", t => ParseInteger(t), 0L),
        [typeof(IPAddress)] = new("string", "an IP address", ParseAddress, IPAddress.None),
        [typeof(IPNetwork)] = new("string", "an IP prefix such as 10.10.0.0/16", ParsePrefix, default(IPNetwork)),
        [typeof(InterfaceAddress)] = new("string", "an address with its prefix length, such as 10.0.0.1/24",
            t => InterfaceAddress.TryParse(t, out var a) && ParseAddress(t[..t.IndexOf('/')]) is not null ? a : null, default(InterfaceAddress)),
    };

    public static ScalarType? Of(Type type) => type.IsEnum ? OfEnum(type) : Known.GetValueOrDefault(type);

    /// <summary>The kebab-case names of an enumeration, in its order.</summary>
    public static IEnumerable<string> Names(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    public bool Takes(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => JsonType == "string",
        JsonValueKind.Number => JsonType == "integer",
        JsonValueKind.True or JsonValueKind.False => JsonType == "boolean",
        _ => false,
    };

    private static ScalarType OfEnum(Type type)
    {
        var values = Enum.GetNames(type).ToDictionary(JsonNamingPolicy.KebabCaseLower.ConvertName, name => Enum.Parse(type, name));
        return new("string", "one of " + string.Join(", ", values.Keys), t => values.GetValueOrDefault(t), Enum.ToObject(type, 0));
    }

    private static long? ParseInteger(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <remarks>The stock parser takes "10.1" for 10.0.0.1 and octal octets too; an operator who wrote that meant something else.</remarks>
    private static IPAddress? ParseAddress(string text) =>
        IPAddress.TryParse(text, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
            ? address
            : null;

    private static object? ParsePrefix(string text)
    {
        var slash = text.IndexOf('/');
        return slash > 0 && ParseAddress(text[..slash]) is { } address && IPNetwork.TryParse(text, out var prefix)
            && prefix.BaseAddress.Equals(address) // host bits are a slip, which the stock parser would silently cut off
            ? prefix
            : null;
    }
}
