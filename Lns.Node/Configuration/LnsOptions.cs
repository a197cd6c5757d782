using Node.Common.Configuration;
using Node.Common.Configuration.Sections;

namespace Lns.Node.Configuration;

/// <summary>The whole configuration of an LNS node.</summary>
public sealed record LnsOptions : NodeOptions, ICheckedSection
{
    public const string EnvironmentPrefix = "BRAS_LNS";

    [Setting("Unix socket on which the node answers `bras show` and the other operations; only its owner may open it.", IsPath = true)]
    public string OperationsSocket { get; init; } = "/run/bras/lns.sock";

    [Setting("A second process of the same configuration, which waits to go on in the place of the first.")]
    public StandbyOptions Standby { get; init; } = new();

    [Setting("The cluster that the node is a member of. Default: none, one machine with its standbys.")]
    public ClusterOptions? Cluster { get; init; }

    [Setting("Listener for health probes. Default: none.")]
    public HttpOptions? Http { get; init; }

    [Setting("L2TP as the LNS speaks it.")]
    public required LnsL2tpOptions L2tp { get; init; }

    [Setting("Dial-out sessions: their timers, limits and the choice of LACs.")]
    public DialOutOptions DialOut { get; init; } = new();

    [Setting("What is particular about single LACs; a LAC that RADIUS or a site names need not stand here.")]
    public IReadOnlyList<DestinationOptions> Destinations { get; init; } = [];

    [Setting("Peers that may open a tunnel to us; all others are refused.")]
    public IReadOnlyList<PeerOptions> Peers { get; init; } = [];

    [Setting("Groups of RADIUS servers.")]
    public IReadOnlyList<RadiusGroupOptions> RadiusGroups { get; init; } = [];

    [Setting("How calls are shaped: addresses, PPP and timers.")]
    public IReadOnlyList<ProfileOptions> Profiles { get; init; } = [];

    [Setting("Remote sites for routes with `aaa: local`, in place of RADIUS.")]
    public IReadOnlyList<SiteOptions> Sites { get; init; } = [];

    [Setting("Virtual routers with their devices and dial-out routes."), Count(1, 1024)]
    public required IReadOnlyList<VirtualRouterOptions> VirtualRouters { get; init; }

    public void Check(SectionCheck check) => LnsChecks.Run(this, check);
}

/// <inheritdoc cref="L2tpOptions"/>
public sealed record LnsL2tpOptions : L2tpOptions
{
    [Setting("As `maximumRetransmissions`, for the first SCCRQ to a LAC: 3 gives up after 7 s, so that the next LAC gets its turn."), Within(1, 7)]
    public int FirstContactRetransmissions { get; init; } = 3;

    [Setting("A LAC that did not answer or refused the tunnel gets no calls for this long."), Within(60, 3600, Timer = true)]
    public int LockoutSeconds { get; init; } = 300;

    [Setting("A locked-out LAC stays out until a test tunnel has come up.")]
    public bool LockoutTest { get; init; }
}
