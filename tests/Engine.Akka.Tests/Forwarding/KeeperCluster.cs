using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Engine.Akka.Forwarding;
using Engine.Akka.Tests.Support;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Tests.Forwarding;

/// <summary>Actor systems on loopback that form a real cluster; each with a keeper and a data path of memory.</summary>
internal sealed class KeeperCluster : IAsyncDisposable
{
    private readonly List<KeeperNode> nodes = [];

    public IReadOnlyList<KeeperNode> Nodes => nodes;

    /// <summary>Returns when it is up.</summary>
    public async Task<KeeperNode> AddAsync()
    {
        var rows = new MemoryRows();
        var name = $"lns-{nodes.Count + 1}";
        var node = new KeeperNode(name, rows, new ClusterForwarding(name, rows, TimeProvider.System, new Random(nodes.Count)));
        nodes.Add(node);
        await StartAsync(node);
        return node;
    }

    /// <summary>Anew in the same process, as after it was downed.</summary>
    public async Task StartAsync(KeeperNode node)
    {
        node.System = ActorSystem.Create("bras", Configuration);
        var cluster = AkkaCluster.Get(node.System);
        node.Forwarding.Attach(node.System);
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        var seed = nodes.FirstOrDefault(other => other != node && other.System is { WhenTerminated.IsCompleted: false }) ?? node;
        cluster.Join(AkkaCluster.Get(seed.System!).SelfAddress);
        await up.Task.WaitAsync(TestNode.Patience);
    }

    /// <summary>Every node knows of every other: one that is up may know it before those do who are to send to it.</summary>
    public Task WhenAllHaveMet() => Until.True(() => nodes.TrueForAll(node =>
        AkkaCluster.Get(node.System).State.Members.Count(member => member.Status == MemberStatus.Up) == nodes.Count), "all have met");

    /// <summary>As kill -9: nothing is said. The others are told to take it out at once, since detectors are not what is tested.</summary>
    public async Task KillAsync(KeeperNode node)
    {
        var address = AkkaCluster.Get(node.System).SelfAddress;
        await node.System!.Terminate();
        foreach (var other in nodes.Where(other => other != node && other.System is { WhenTerminated.IsCompleted: false }))
            AkkaCluster.Get(other.System).Down(address);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes.Where(node => node.System is not null))
            await node.System!.Terminate();
    }

    private static Config Configuration => ConfigurationFactory.ParseString(ClusterForwarding.Hocon).WithFallback(ConfigurationFactory.ParseString("""
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          log-dead-letters = off
          actor.provider = cluster
          coordinated-shutdown.run-by-actor-system-terminate = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.exit-clr = off
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster {
            roles = [lns]
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            periodic-tasks-initial-delay = 200ms
            # a loaded machine must not trip it: who dies here is taken out by the test
            failure-detector.acceptable-heartbeat-pause = 60s
          }
        }
        """));
}

internal sealed class KeeperNode(string name, MemoryRows rows, ClusterForwarding forwarding)
{
    public string Name => name;

    public MemoryRows Rows => rows;

    public ClusterForwarding Forwarding => forwarding;

    public ActorSystem? System { get; set; }
}
