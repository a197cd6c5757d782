using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Node.Common.Configuration;

/// <summary>An address with the length of its network's prefix, such as 10.0.0.1/24: unlike an <see cref="IPNetwork"/> it keeps its host bits.</summary>
public readonly record struct InterfaceAddress(IPAddress Address, int PrefixLength)
{
    public override string ToString() => $"{Address}/{PrefixLength}";

    public static bool TryParse(string text, out InterfaceAddress result)
    {
        result = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var address))
            return false;
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > bits)
            return false;
        result = new InterfaceAddress(address, length);
        return true;
    }
}
