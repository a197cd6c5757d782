using System.Net;
using Lns.Node.Configuration;
using Lns.Node.Radius;

namespace Lns.Node.Composition;

/// <summary>The configuration's server groups as the gateway takes them.</summary>
internal static class GatewayGroups
{
    public static IEnumerable<RadiusGroupSettings> From(LnsOptions options) => options.RadiusGroups.Select(group => new RadiusGroupSettings
    {
        Name = group.Name,
        NasIdentifier = group.NasIdentifier ?? options.Node,
        NasAddress = group.NasAddress ?? options.L2tp.Endpoints[0].Address,
        Servers = [.. group.Servers.Select(Server)],
        InitialTimeoutSeconds = group.InitialTimeoutMs / 1000.0,
        RetransmissionsPerServer = group.RetransmissionsPerServer,
        MaximumTransmissions = group.MaximumTransmissions,
        MaximumDurationSeconds = group.MaximumDurationSeconds,
        AccountingMaximumTimeoutSeconds = group.AccountingMaximumTimeoutSeconds,
    });

    private static RadiusServerSettings Server(RadiusServerOptions server) => new()
    {
        Name = server.Name ?? server.Address.ToString(),
        Authentication = server.AuthenticationPort == 0 ? null : new IPEndPoint(server.Address, server.AuthenticationPort),
        Accounting = server.AccountingPort == 0 ? null : new IPEndPoint(server.Address, server.AccountingPort),
        Secret = server.Secret.Octets,
        SecretName = server.Secret.Name,
        RequireMessageAuthenticator = server.RequireMessageAuthenticator,
    };
}
