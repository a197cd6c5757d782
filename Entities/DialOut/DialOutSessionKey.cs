using System.Net;

namespace Entities.DialOut;

/// <summary>
/// Key of a dial-out session, written <c>{virtual router}|{prefix}|{trigger destination}</c>: <c>default|10.10.0.0/16|10.10.1.1</c>.
/// </summary>
public sealed record DialOutSessionKey(string VirtualRouter, IPNetwork Prefix, IPAddress Destination)
{
    public DialOutRouteKey Route => new(VirtualRouter, Prefix);

    public override string ToString() => $"{VirtualRouter}|{Prefix}|{Destination}";

    /// <summary>False for text that is no key, and for a destination that lies outside the prefix.</summary>
    public static bool TryParse(string text, out DialOutSessionKey? key)
    {
        key = null;
        var cut = text.LastIndexOf('|');
        if (cut < 0 || !DialOutRouteKey.TryParse(text[..cut], out var route) || !IPAddress.TryParse(text[(cut + 1)..], out var destination)
            || !route!.Prefix.Contains(destination))
            return false;
        key = new DialOutSessionKey(route.VirtualRouter, route.Prefix, destination);
        return true;
    }

    /// <exception cref="FormatException">Operations parse what an operator typed before they address an entity; so this is our own
    /// bug.</exception>
    public static DialOutSessionKey Parse(string text) =>
        TryParse(text, out var key) ? key! : throw new FormatException($"'{text}' is no key of a dial-out session");
}
