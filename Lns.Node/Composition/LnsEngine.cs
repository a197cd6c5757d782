using System.Net;
using Engine;
using Entities.Calls.Lns;
using Entities.Destinations;
using Entities.DialOut.Routes;
using Entities.DialOut.Sessions;
using Entities.Tunnels;
using Lns.Node.Configuration;
using Lns.Node.Policies;
using Shared.Messages.Entities;

namespace Lns.Node.Composition;

/// <summary>What an LNS hosts and where; the same for the active and its standby.</summary>
internal static class LnsEngine
{
    public static EngineSettings Settings(LnsOptions options) =>
        new() { DataDirectory = options.DataDirectory, KeyFile = options.EffectiveKeyFile };

    /// <inheritdoc cref="DialOutPolicy(LnsOptions, Func{IPEndPoint, int?}?)"/>
    public static IReadOnlyCollection<IEntityKind> Kinds(LnsOptions options, Func<IPEndPoint, int?>? freeLines = null)
    {
        var dialOut = new DialOutPolicy(options, freeLines);
        return
        [
            new DialOutRouteKind(dialOut),
            new DialOutSessionKind(dialOut),
            new DestinationKind(new DestinationPolicy(options)),
            new TunnelKind(new TunnelPolicy(options), LnsCallRole.Instance),
        ];
    }
}
