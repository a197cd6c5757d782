using Akka.Actor;
using Node.Common.Operations;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Cluster.Sharding;
using Petabridge.Cmd.Host;

namespace Lns.Pbm;

/// <summary>Petabridge.Cmd in a node: the palettes of cluster and sharding, and ours.</summary>
public static class PbmHost
{
    /// <summary>
    /// Loopback, always: whoever reaches it may stop the node. The port is the one that pbm takes when it is given none.
    /// </summary>
    public const string Settings = """
        petabridge.cmd {
          host = "127.0.0.1"
          port = 9110
        }
        """;

    /// <param name="system">Was made with <see cref="Settings"/>.</param>
    public static void Start(ActorSystem system, OperationRegistry operations)
    {
        var host = PetabridgeCmd.Get(system);
        host.RegisterCommandPalette(ClusterCommands.Instance);
        host.RegisterCommandPalette(ClusterShardingCommands.Instance);
        host.RegisterCommandPalette(new BrasPalette(operations));
        host.Start();
    }
}
