using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Fuzz.Seeds;
using Protocols.Radius.Attributes;

namespace Fuzz.Targets.Radius;

/// <summary>Framed-Route and Framed-IPv6-Route texts.</summary>
public sealed class FramedRouteTarget : FuzzTarget
{
    public override string Name => "framed-route";

    public override string What => "the texts of Framed-Route and Framed-IPv6-Route";

    public override IReadOnlyList<byte[]> Seeds => RadiusSeeds.Routes;

    public override int MaximumOctets => 253;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        var text = Encoding.UTF8.GetString(input);
        var route = FramedRoute.Parse(text);
        signature.Add(route is null);
        if (route is null)
            return signature.Value;
        var bits = route.Network.GetAddressBytes();
        var words = text.TrimEnd('\0').Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        Judge.That(route.PrefixLength >= 0 && route.PrefixLength <= bits.Length * 8, "the prefix fits the address");
        for (var bit = route.PrefixLength; bit < bits.Length * 8; bit++)
            Judge.That((bits[bit / 8] >> (7 - bit % 8)) % 2 == 0, "host bits are clear");
        Judge.That(!words[0].AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF.:/"), "a prefix is written in digits");
        Judge.That(route.Gateway is null || route.Gateway.AddressFamily == route.Network.AddressFamily, "both of one family");
        Judge.Same(route.Metrics.Length, Math.Max(0, words.Length - 2), "every metric");
        var isIpv4 = route.Network.AddressFamily == AddressFamily.InterNetwork;
        var written = string.Create(CultureInfo.InvariantCulture,
            $"{route.Network}/{route.PrefixLength} {route.Gateway?.ToString() ?? (isIpv4 ? "0.0.0.0" : "::")} {string.Join(' ', route.Metrics)}");
        var again = FramedRoute.Parse(written);
        Judge.That(again is not null && again.Network.Equals(route.Network) && again.PrefixLength == route.PrefixLength
            && Equals(again.Gateway, route.Gateway) && again.Metrics.AsSpan().SequenceEqual(route.Metrics.AsSpan()), "written again");
        signature.Add(isIpv4);
        signature.Add(route.Gateway is null);
        signature.AddCount(route.Metrics.Length);
        signature.Add(words[0].Contains('/', StringComparison.Ordinal));
        return signature.Value;
    }
}
