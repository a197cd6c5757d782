using Lns.Node.Composition;
using Node.Common.Configuration;
using Node.Common.Configuration.Sections;

namespace Lns.Node.Configuration;

/// <summary>Rules between the sections of an LNS configuration: names are unique and lead somewhere.</summary>
internal static class LnsChecks
{
    public static void Run(LnsOptions lns, SectionCheck check)
    {
        if (lns.Cluster is not null && !NodeForm.HasCluster)
            check.Fault("cluster", null, MemberOptions.NoEngine);
        if (lns.Cluster is not null && lns.KeyFile is null)
            check.Fault("keyFile", null, "missing: the nodes of a cluster write one journal, and share the file with its key");
        check.Unique("l2tp.endpoints", lns.L2tp.Endpoints, "address", e => (e.Address, e.Port));
        check.Unique("destinations", lns.Destinations, "address", d => d.Address);
        check.Unique("peers", lns.Peers, "hostName", p => p.HostName);
        check.Unique("radiusGroups", lns.RadiusGroups, "name", g => g.Name);
        check.Unique("profiles", lns.Profiles, "name", p => p.Name);
        check.Unique("sites", lns.Sites, "name", s => s.Name);
        check.Unique("sites", lns.Sites, "prefix", s => (s.Domain, s.Prefix));
        check.Unique("virtualRouters", lns.VirtualRouters, "name", r => r.Name);
        check.Unique("virtualRouters", lns.VirtualRouters, "device", r => r.Device);
        for (var i = 0; i < lns.VirtualRouters.Count; i++)
            Router(lns, lns.VirtualRouters[i], $"virtualRouters[{i}]", check);
    }

    private static void Router(LnsOptions lns, VirtualRouterOptions router, string at, SectionCheck check)
    {
        var groups = lns.RadiusGroups.Select(g => g.Name).ToList();
        check.Refers($"{at}.radius.home", router.Radius.Home, "radiusGroups", groups);
        check.Refers($"{at}.radius.lns", router.Radius.Lns, "radiusGroups", groups);
        check.Unique($"{at}.dialOutRoutes", router.DialOutRoutes, "prefix", r => r.Prefix);
        for (var i = 0; i < router.DialOutRoutes.Count; i++)
            Route(lns, router, router.DialOutRoutes[i], $"{at}.dialOutRoutes[{i}]", check);
    }

    private static void Route(LnsOptions lns, VirtualRouterOptions router, DialOutRouteOptions route, string at, SectionCheck check)
    {
        check.Refers($"{at}.profile", route.Profile, "profiles", lns.Profiles.Select(p => p.Name));
        if (route.Aaa == RouteAaa.Radius && router.Radius.Home is null)
            check.Fault($"{at}.aaa", "radius", $"needs radius.home of virtual router {router.Name}");
        if (route.Aaa == RouteAaa.Local)
            LocalRoute(lns, router, route, at, check);
    }

    private static void LocalRoute(LnsOptions lns, VirtualRouterOptions router, DialOutRouteOptions route, string at, SectionCheck check)
    {
        var sites = lns.Sites.Where(s => s.Domain == route.Domain && Overlap(s.Prefix, route.Prefix)).ToList();
        if (sites.Count == 0)
            check.Fault($"{at}.aaa", "local", $"needs a site of domain {route.Domain} within {route.Prefix}");
        if (router.Radius.Lns is not null || router.Radius.Home is not null)
            return;
        var asks = lns.Profiles.Any(p => p.Name == route.Profile && p.PppAuthentication.Count > 0);
        if (sites.Find(s => s.User is null && (s.PppAuthentication is { } a ? a != SiteAuthentication.None : asks)) is { } unknown)
            check.Fault($"{at}.aaa", "local", $"site {unknown.Name} has no user, and virtual router {router.Name} no radius.lns to ask instead");
    }

    private static bool Overlap(System.Net.IPNetwork a, System.Net.IPNetwork b) => a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress);
}
