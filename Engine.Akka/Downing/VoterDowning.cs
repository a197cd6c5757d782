using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Downing;

/// <summary>
/// Who is taken out of the cluster when members miss one another: decided by the links between the voting members alone, whatever third parties
/// reach or miss (ADR 15). Akka.NET makes one for each actor system, by the type's name.
/// </summary>
public sealed class VoterDowning(ActorSystem system, AkkaCluster cluster) : IDowningProvider
{
    private volatile IReadOnlySet<UniqueAddress> givingWay = new HashSet<UniqueAddress>();

    public TimeSpan DownRemovalMargin { get; } = system.Settings.Config.GetTimeSpan("akka.cluster.down-removal-margin");

    public Props DowningActorProps => Props.Create(() => new VoterResolver(cluster, this));

    internal TimeSpan StableAfter { get; } = system.Settings.Config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after");

    /// <summary>Silence that is no failure yet.</summary>
    internal TimeSpan AcceptablePause { get; } = system.Settings.Config.GetTimeSpan("akka.cluster.failure-detector.acceptable-heartbeat-pause");

    internal static VoterDowning Of(AkkaCluster cluster) => (VoterDowning)cluster.DowningProvider;

    /// <summary>Whether it would be taken out if nothing changed from now on. Any thread.</summary>
    internal bool GivesWay(UniqueAddress voter) => givingWay.Contains(voter);

    internal void Note(IReadOnlySet<UniqueAddress> nowGivingWay) => givingWay = nowGivingWay;
}
