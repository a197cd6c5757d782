using Akka.Actor;
using Akka.Management.Cluster.Bootstrap;
using static Akka.Discovery.ServiceDiscovery;

namespace Engine.Akka.Formation;

/// <summary>
/// Whether to join, to wait, or to form a cluster. That of Akka.Management takes a host for itself whose address merely begins as its own
/// (10.0.0.1 and 10.0.0.10), and so lets two nodes form two clusters; this one compares whole names.
/// </summary>
/// <param name="system">Whose contact point stands in its configuration.</param>
public sealed class JoinDecider(ActorSystem system, ClusterBootstrapSettings settings) : IJoinDecider
{
    private readonly string host = system.Settings.Config.GetString("akka.management.http.hostname");
    private readonly int port = system.Settings.Config.GetInt("akka.management.http.port");

    public Task<IJoinDecision> Decide(SeedNodesInformation info) => Task.FromResult(Judge(info, host, port,
        settings.ContactPointDiscovery.RequiredContactPointsNr, settings.ContactPointDiscovery.StableMargin));

    /// <summary>
    /// A cluster that is there is joined at once. A new one is formed by the first of the contact points, in an order that is the same on all
    /// of them, and only when every one of them has answered that it knows none: one that is silent may be in a cluster already.
    /// </summary>
    internal static IJoinDecision Judge(SeedNodesInformation info, string host, int port, int required, TimeSpan stableMargin)
    {
        if (info.HasSeedNodes)
            return new JoinOtherSeedNodes(info.AllSeedNodes);
        var answered = info.SeedNodesObservations.Select(observation => observation.ContactPoint).ToHashSet();
        var isWhole = info.ContactPoints.All(answered.Contains) && answered.Count >= Math.Max(1, required);
        if (!isWhole || info.CurrentTime - info.ContactPointsChangedAt < stableMargin)
            return KeepProbing.Instance;
        var first = info.ContactPoints.OrderBy(point => point.Host, StringComparer.Ordinal).ThenBy(point => point.Port).First();
        return first.Host == host && first.Port == port ? JoinSelf.Instance : KeepProbing.Instance;
    }
}
