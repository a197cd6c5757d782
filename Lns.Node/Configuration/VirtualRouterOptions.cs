using System.Net;
using Node.Common.Configuration;

namespace Lns.Node.Configuration;

/// <summary>Who answers the first Access-Request of a route.</summary>
public enum RouteAaa
{
    Radius,
    Local,
}

/// <summary>A routing world of its own, with a device towards the home side.</summary>
public sealed record VirtualRouterOptions
{
    [Setting("Name of the virtual router.", Pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
        PatternMeaning = "letters, digits, dots, hyphens and underscores, at most 63")]
    public required string Name { get; init; }

    [Setting("`tun:NAME` for a TUN device (root), `unix:PATH` for packets over a Unix datagram socket.",
        PathAfter = "unix:", Pattern = @"tun:[^/\s]{1,15}|unix:.+", PatternMeaning = "tun:NAME (at most 15 characters) or unix:PATH")]
    public required string Device { get; init; }

    [Setting("Addresses of the device, with prefix length.")]
    public IReadOnlyList<InterfaceAddress> Addresses { get; init; } = [];

    [Setting("Which groups of RADIUS servers are asked.")]
    public VirtualRouterRadiusOptions Radius { get; init; } = new();

    [Setting("Prefixes whose packets place calls.")]
    public IReadOnlyList<DialOutRouteOptions> DialOutRoutes { get; init; } = [];
}

public sealed record VirtualRouterRadiusOptions
{
    [Setting("Group that authorises calls; needed by routes with `aaa: radius`.")]
    public string? Home { get; init; }

    [Setting("Group that authenticates remote sites and takes the accounting. Default: as `home`.")]
    public string? Lns { get; init; }
}

/// <summary>A prefix for which an arriving packet is a trigger.</summary>
public sealed record DialOutRouteOptions
{
    [Setting("The prefix.")]
    public required IPNetwork Prefix { get; init; }

    [Setting("Domain of User-Name in the first Access-Request.")]
    public required string Domain { get; init; }

    [Setting("Profile that shapes the calls.")]
    public required string Profile { get; init; }

    [Setting("Put before User-Name, with a slash. Default: none, and no slash.", Pattern = RouteDistinguisherText.Pattern,
        PatternMeaning = "ADDRESS:NUMBER or NUMBER:NUMBER")]
    public string? RouteDistinguisher { get; init; }

    [Setting("`radius` asks the home servers, `local` looks into `sites`.")]
    public RouteAaa Aaa { get; init; }

    [Setting("User-Password of the first Access-Request, for servers that insist on one. Default: none is sent.")]
    public Secret? Password { get; init; }

    [Setting("`enabled`, `drain` (no new sessions) or `disabled` (all calls closed).")]
    public AdministrativeState AdministrativeState { get; init; }
}
