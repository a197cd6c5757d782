using System.Net;
using Entities.Destinations;
using Entities.DialOut;
using Entities.DialOut.Authorisation;
using Entities.DialOut.Lacs;
using Entities.Tunnels.Failover;
using Google.Protobuf;
using Lns.Node.Configuration;
using Node.Common.Configuration;
using Shared.Messages;

namespace Lns.Node.Policies;

/// <summary>What dial-out sessions ask of an LNS's configuration; routes are worked out once, when the node starts.</summary>
public sealed class DialOutPolicy : IDialOutPolicy
{
    private readonly LnsOptions options;
    private readonly Func<IPEndPoint, int?>? freeLines;
    private readonly Dictionary<(string VirtualRouter, IPNetwork Prefix), DialOutRouteSettings> routes = [];

    /// <param name="freeLines">What LACs have told of their lines; null: one machine, which knows of none.</param>
    public DialOutPolicy(LnsOptions options, Func<IPEndPoint, int?>? freeLines = null)
    {
        (this.options, this.freeLines) = (options, freeLines);
        foreach (var router in options.VirtualRouters)
            foreach (var route in router.DialOutRoutes)
                routes.Add((router.Name, route.Prefix), Settings(router, route));
    }

    public DialOutRouteSettings? Route(string virtualRouter, IPNetwork prefix) => routes.GetValueOrDefault((virtualRouter, prefix));

    public int? FreeLines(IPEndPoint lac) => freeLines?.Invoke(lac);

    private DialOutRouteSettings Settings(VirtualRouterOptions router, DialOutRouteOptions route)
    {
        var profile = options.Profiles.First(p => p.Name == route.Profile);
        var call = CallProfiles.For(profile, router);
        var isLocal = route.Aaa == RouteAaa.Local;
        return new DialOutRouteSettings
        {
            Domain = route.Domain,
            RouteDistinguisher = route.RouteDistinguisher is { } rd
                ? RouteDistinguisherText.Format(rd, options.DialOut.RouteDistinguisherFormat) : null,
            Profile = call,
            RadiusGroup = isLocal ? null : router.Radius.Home,
            Password = route.Password?.Text,
            Sites = isLocal ? [.. options.Sites.Where(site => site.Domain == route.Domain).Select(site => Site(site, call, profile))] : [],
            Defaults = Defaults(profile),
            AdmitsTriggers = route.AdministrativeState == Configuration.AdministrativeState.Enabled,
            Session = Session(options.DialOut),
        };
    }

    private GrantDefaults Defaults(ProfileOptions profile) => new(LocalEndpoint(null, null), options.L2tp.HostName ?? options.Node)
    {
        Authentication = CallProfiles.Authentication(profile.PppAuthentication),
        ReceiveWindow = (uint)options.L2tp.ReceiveWindowSize,
    };

    private LocalSite Site(SiteOptions site, CallProfile profile, ProfileOptions written) => new(site.Prefix, new DialOutGrant
    {
        Tunnels = { site.Lacs.Select(Terms).OrderBy(terms => terms.Preference) },
        CalledNumber = site.Number,
        SubAddress = site.SubAddress ?? "",
        MinimumBps = (uint)site.MinimumBps,
        MaximumBps = (uint)site.MaximumBps,
        Bearer = (Bearer)site.Bearer,
        PppUsername = site.PppUsername,
        PppPassword = Octets(site.PppPassword),
        PppAuthentication = site.PppAuthentication is { } asked ? (PppAuthentication)asked : CallProfiles.Authentication(written.PppAuthentication),
        Profile = site.User is null ? profile : WithLocalUsers(profile),
    });

    private static CallProfile WithLocalUsers(CallProfile profile)
    {
        var own = profile.Clone();
        own.RadiusGroup = LocalUsers.LocalUserList.Group;
        return own;
    }

    private TunnelTerms Terms(SiteLacOptions lac)
    {
        var destination = options.Destinations.FirstOrDefault(d => d.Address.Equals(lac.Address));
        return new TunnelTerms
        {
            Local = LocalEndpoint(lac.LocalAddress, lac.Address).ToMessage(),
            Peer = new IPEndPoint(lac.Address, GrantDefaults.L2tpPort).ToMessage(),
            AssignmentId = lac.AssignmentId,
            Secret = Octets(lac.Secret ?? destination?.Secret),
            LocalName = lac.HostName ?? options.L2tp.HostName ?? options.Node,
            ExpectedPeerName = lac.ExpectedHostName ?? "",
            MaximumSessions = (uint)lac.MaximumSessions,
            ReceiveWindow = (uint)(lac.ReceiveWindowSize ?? 0),
            Preference = (uint)lac.Preference,
        }.With(lac.ResynchMethod);
    }

    private static ByteString Octets(Secret? secret) => secret is null ? ByteString.Empty : ByteString.CopyFrom(secret.Octets.Span);

    private IPEndPoint LocalEndpoint(IPAddress? wanted, IPAddress? peer)
    {
        var endpoint = options.L2tp.Endpoints.FirstOrDefault(e => wanted is null
            ? peer is null || e.Address.AddressFamily == peer.AddressFamily
            : e.Address.Equals(wanted)) ?? options.L2tp.Endpoints[0];
        return new IPEndPoint(endpoint.Address, endpoint.Port);
    }

    private static DialOutSettings Session(DialOutOptions dialOut) => new()
    {
        ConnectingTimer = TimeSpan.FromSeconds(dialOut.ConnectingTimerSeconds),
        DormantTimer = TimeSpan.FromSeconds(dialOut.DormantTimerSeconds),
        BufferedTriggers = dialOut.BufferedTriggers,
        Pending = (Entities.DialOut.PendingBehaviour)dialOut.PendingBehaviour,
        RingingAttempts = dialOut.RingingAttempts,
        Levels = (LacLevels)dialOut.LacSelection,
        Order = (LacOrder)dialOut.LacBalance,
    };
}
