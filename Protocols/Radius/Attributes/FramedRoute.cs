using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Protocols.Radius.Attributes;

/// <summary>
/// Framed-Route (RFC 2865 §5.22) and Framed-IPv6-Route (RFC 3162 §2.5): prefix, gateway, metrics, separated by spaces. Gateway and metrics may be
/// missing; a gateway of all zeros means the user's own address.
/// </summary>
/// <param name="Network">Host bits cleared.</param>
/// <param name="Gateway">Null: the user's own address.</param>
public sealed record FramedRoute(IPAddress Network, int PrefixLength, IPAddress? Gateway, ImmutableArray<uint> Metrics)
{
    /// <returns>Null for a text that is no route.</returns>
    public static FramedRoute? Parse(string text)
    {
        var words = text.TrimEnd('\0').Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        // the system's number parser takes zeros behind digits for a string's end
        if (words.Length == 0 || words.Any(word => word.Contains('\0', StringComparison.Ordinal)))
            return null;
        var (network, length) = ParsePrefix(words[0]);
        if (network is null)
            return null;
        IPAddress? gateway = null;
        if (words.Length > 1 && (gateway = ParseAddress(words[1])) is null)
            return null;
        if (gateway is not null && gateway.AddressFamily != network.AddressFamily)
            return null;
        if (gateway is not null && (gateway.Equals(IPAddress.Any) || gateway.Equals(IPAddress.IPv6Any)))
            gateway = null;
        var metrics = ImmutableArray.CreateBuilder<uint>();
        foreach (var word in words.Skip(2))
        {
            if (!uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var metric))
                return null;
            metrics.Add(metric);
        }
        return new(network, length, gateway, metrics.DrainToImmutable());
    }

    private static (IPAddress? Network, int Length) ParsePrefix(string word)
    {
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        if (ParseAddress(slash < 0 ? word : word[..slash]) is not { } address)
            return default;
        var bits = address.GetAddressBytes();
        int length;
        if (slash < 0)
        {
            if (DefaultLength(bits) is not { } classful)
                return default;
            length = classful;
        }
        else if (!int.TryParse(word.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits.Length * 8)
            return default;
        ClearHostBits(bits, length);
        return (new(bits), length);
    }

    /// <summary>
    /// Without a length the class decides (RFC 2865 §5.22). An address that has bits beyond its class is a host: the RFC does not say, and a
    /// route for one address too few is seen sooner than a route for a whole network too many.
    /// </summary>
    private static int? DefaultLength(byte[] address)
    {
        if (address.Length != 4)
            return address.Length * 8;
        int? classful = address[0] switch { 0 => null, < 128 => 8, < 192 => 16, < 224 => 24, _ => null };
        return classful is { } length && HasHostBits(address, length) ? 32 : classful;
    }

    private static bool HasHostBits(byte[] address, int length)
    {
        var network = address.ToArray();
        ClearHostBits(network, length);
        return !network.AsSpan().SequenceEqual(address);
    }

    private static void ClearHostBits(byte[] address, int length)
    {
        for (var i = 0; i < address.Length; i++)
        {
            var bits = Math.Clamp(length - 8 * i, 0, 8);
            address[i] &= (byte)(0xFF << (8 - bits));
        }
    }

    /// <summary>Four decimal numbers or IPv6, nothing else: the system's parser also takes octal, "10.1" and scopes.</summary>
    private static IPAddress? ParseAddress(string word)
    {
        if (word.Contains(':', StringComparison.Ordinal))
            return word.AsSpan().IndexOfAny("%[]/") < 0 && IPAddress.TryParse(word, out var parsed)
                && parsed.AddressFamily == AddressFamily.InterNetworkV6 ? parsed : null;
        var parts = word.Split('.');
        if (parts.Length != 4)
            return null;
        var octets = new byte[4];
        for (var i = 0; i < 4; i++)
            if (parts[i].Length is 0 or > 3 || !byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out octets[i]))
                return null;
        return new(octets);
    }
}
