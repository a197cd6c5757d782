using System.Net;
using System.Text;
using Entities.Calls.Lac;
using Entities.Destinations;
using Entities.DialOut;
using Entities.DialOut.Authorisation;
using Entities.Lines;
using Entities.Tunnels;
using Entities.Tunnels.Failover;
using Shared.Messages;

namespace Simulation.Nodes;

/// <summary>The configuration of an LNS, as far as its tunnels ask.</summary>
internal sealed class LnsTerms(WorldSettings settings) : ITunnelPolicy, IDestinationPolicy
{
    public TunnelSettings Settings => settings.LnsTunnel;

    /// <summary>No LAC of ours opens tunnels.</summary>
    public PeerPolicy? Accept(string hostName, IPAddress peer) => null;

    public ResynchMethod Resynch(IPAddress peer) => settings.Resynch;

    public bool AssumesBearer(IPAddress peer) => false;

    public bool SendsQ931Cause(string hostName, IPAddress peer) => false;

    public DestinationSettings For(DestinationKey destination) => settings.Destination;
}

/// <summary>The configuration of a LAC, as far as its tunnels ask.</summary>
internal sealed class LacTerms(WorldSettings settings) : ITunnelPolicy, IDestinationPolicy
{
    public TunnelSettings Settings => settings.LacTunnel;

    public PeerPolicy? Accept(string hostName, IPAddress peer) =>
        new PeerPolicy(Encoding.UTF8.GetBytes(WorldSettings.TunnelSecret), "tunnel", settings.LacTunnel.HostName);

    public ResynchMethod Resynch(IPAddress peer) => settings.Resynch;

    public bool AssumesBearer(IPAddress peer) => false;

    public bool SendsQ931Cause(string hostName, IPAddress peer) => true;

    public DestinationSettings For(DestinationKey destination) => settings.Destination;
}

/// <summary>One dial-out route over all sites.</summary>
internal sealed class DialOutTerms(WorldSettings settings) : IDialOutPolicy
{
    private readonly DialOutRouteSettings route = new()
    {
        Domain = "sites",
        Profile = settings.Profile,
        RadiusGroup = "home",
        Defaults = new GrantDefaults(IPEndPoint.Parse("10.0.0.1:1701"), settings.LnsTunnel.HostName),
        Session = settings.DialOut,
    };

    public DialOutRouteSettings? Route(string virtualRouter, IPNetwork prefix) => route;

    public int? FreeLines(IPEndPoint lac) => null;
}

internal sealed class OnePool(WorldSettings settings) : ILinePools
{
    public PoolAnswer Choose(LineWish wish) => PoolChoice.Choose([settings.Pool], wish);
}
