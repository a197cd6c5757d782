using System.Net;
using Entities.DialOut;
using Entities.Tunnels;

namespace Bench.Calls;

/// <summary>Configuration that leaves everything as it is by default.</summary>
internal sealed class Policies : ITunnelPolicy, IDialOutPolicy
{
    public TunnelSettings Settings { get; } = new();

    public PeerPolicy? Accept(string hostName, IPAddress peer) => null;

    public bool AssumesBearer(IPAddress peer) => false;

    public bool SendsQ931Cause(string hostName, IPAddress peer) => false;

    public DialOutRouteSettings? Route(string virtualRouter, IPNetwork prefix) => null;

    public int? FreeLines(IPEndPoint lac) => null;
}
