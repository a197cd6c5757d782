using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Lns.Node.Configuration;

public enum RouteDistinguisherFormat
{
    AsWritten,
    Address,
    Number,
}

/// <summary>Route distinguishers as User-Name carries them: administrator, colon, number.</summary>
public static class RouteDistinguisherText
{
    public const string Pattern = @"(\d{1,10}|\d{1,3}(\.\d{1,3}){3}):\d{1,10}";

    /// <param name="text">Matches <see cref="Pattern"/>; what does not is given back as it is.</param>
    public static string Format(string text, RouteDistinguisherFormat format)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 || !Administrator(text[..colon], out var administrator))
            return text;
        return format switch
        {
            RouteDistinguisherFormat.Address => $"{Dotted(administrator)}{text[colon..]}",
            RouteDistinguisherFormat.Number => string.Create(CultureInfo.InvariantCulture, $"{administrator}{text[colon..]}"),
            _ => text,
        };
    }

    private static bool Administrator(string text, out uint value)
    {
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return true;
        if (!IPAddress.TryParse(text, out var address))
            return false;
        value = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
        return true;
    }

    private static string Dotted(uint value)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return new IPAddress(octets).ToString();
    }
}
