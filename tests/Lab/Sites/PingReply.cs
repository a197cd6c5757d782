using System.Net;
using Protocols.Ip;

namespace Lab.Sites;

/// <summary>The host behind a remote site, as far as ping sees one.</summary>
internal static class PingReply
{
    /// <returns>The reply packet, or null for what is no echo request to one of ours.</returns>
    public static byte[]? To(ReadOnlySpan<byte> packet, Func<IPAddress, bool> isOurs)
    {
        if (!IcmpEcho.TryRead(packet, out var echo) || !echo.IsRequest || !isOurs(echo.Ip.Destination.ToIPAddress())) return null;
        var reply = new byte[IcmpEcho.Measure(echo.Data.Length)];
        echo.WriteReply(reply);
        return reply;
    }
}
