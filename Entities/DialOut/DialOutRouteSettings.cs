using System.Collections.Immutable;
using System.Net;
using Entities.DialOut.Authorisation;
using Shared.Messages;

namespace Entities.DialOut;

/// <summary>A dial-out route as configured: the target is the key it is found by.</summary>
public sealed record DialOutRouteSettings
{
    /// <summary>Names the user in the first Access-Request.</summary>
    public required string Domain { get; init; }

    /// <summary>Written before the user name, with a slash; null: neither.</summary>
    public string? RouteDistinguisher { get; init; }

    /// <summary>Shapes the IP and PPP stack of the calls.</summary>
    public required CallProfile Profile { get; init; }

    /// <summary>The home servers; null: <c>aaa: local</c>, the site list answers.</summary>
    public string? RadiusGroup { get; init; }

    /// <summary>A fixed User-Password for servers that insist on one.</summary>
    public string? Password { get; init; }

    public ImmutableArray<LocalSite> Sites { get; init; } = [];

    public required GrantDefaults Defaults { get; init; }

    /// <summary>False while the route drains, is disabled, or has no resources for triggers: no session starts, live ones stay.</summary>
    public bool AdmitsTriggers { get; init; } = true;

    public DialOutSettings Session { get; init; } = DialOutSettings.Default;
}

/// <summary>What a route says about all destinations of a prefix when it has no RADIUS servers; the longest prefix wins.</summary>
public sealed record LocalSite(IPNetwork Prefix, DialOutGrant Grant);
