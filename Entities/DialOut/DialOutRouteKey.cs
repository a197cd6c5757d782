using System.Net;

namespace Entities.DialOut;

/// <summary>Key of a dial-out route, written <c>{virtual router}|{prefix}</c>.</summary>
public sealed record DialOutRouteKey(string VirtualRouter, IPNetwork Prefix)
{
    /// <summary>Characters that our keys are cut at; a virtual router's name may hold none of them.</summary>
    private static readonly char[] Separators = ['|', '#', '\0'];

    public override string ToString() => $"{VirtualRouter}|{Prefix}";

    public static bool TryParse(string text, out DialOutRouteKey? key)
    {
        key = null;
        var cut = text.LastIndexOf('|');
        if (cut <= 0 || text.AsSpan(0, cut).IndexOfAny(Separators) >= 0 || !IPNetwork.TryParse(text.AsSpan(cut + 1), out var prefix))
            return false;
        key = new DialOutRouteKey(text[..cut], prefix);
        return true;
    }

    /// <exception cref="FormatException">As <see cref="DialOutSessionKey.Parse"/>.</exception>
    public static DialOutRouteKey Parse(string text) =>
        TryParse(text, out var key) ? key! : throw new FormatException($"'{text}' is no key of a dial-out route");
}
