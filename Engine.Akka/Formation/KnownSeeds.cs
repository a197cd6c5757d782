using Akka.Actor;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Formation;

/// <summary>
/// Members whose addresses are known. They stand in no configuration of the actor system, which would join them by itself before its node is ready to be
/// a member.
/// </summary>
internal static class KnownSeeds
{
    /// <summary>Begins to join. Without seeds nothing happens.</summary>
    public static void Join(ActorSystem system, MemberSettings settings)
    {
        if (settings.Seeds.Count > 0)
            AkkaCluster.Get(system).JoinSeedNodes([.. settings.Seeds.Select(seed => Read(seed, settings.SystemName))]);
    }

    private static Address Read(string seed, string system) =>
        Address.Parse(seed.Contains("://", StringComparison.Ordinal) ? seed : $"akka.tcp://{system}@{seed}");
}
