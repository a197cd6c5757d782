using System.Net;
using System.Net.Sockets;
using Protocols.Ppp.Control;

namespace Protocols.Ppp.Ipcp;

/// <summary>IPCP options that hold one IPv4 address (RFC 1332 §3.3, RFC 1877 §1).</summary>
internal static class AddressOption
{
    private const int Length = 4;

    public static ConfigurationOption For(byte type, IPAddress address) => new(type, address.GetAddressBytes());

    public static IPAddress? Address(ConfigurationOption option) =>
        option.Data.Length == Length ? new IPAddress(option.Data.Span) : null;

    /// <summary>Can one end of a link have it? Not "this network", loopback, multicast and above (RFC 1122 §3.2.1.3).</summary>
    public static bool IsUsable(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetwork)
            return false;
        var first = address.GetAddressBytes()[0];
        return first is not (0 or 127) and < 224;
    }
}
