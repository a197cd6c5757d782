using Akka.Configuration;
using Engine.Akka.Downing;
using Engine.Akka.Tests.Support;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Tests.Hosting;

/// <summary>What is configured is what Akka.NET runs on: no default of ours or of Akka's stands in its way.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task SettingsArrive()
    {
        await using var cluster = new TestCluster();
        // quoted, as a password with a semicolon has to be
        var journal = cluster.Journal with { ConnectionString = $"Data Source=\"{cluster.JournalPath}\"" };
        await using var node = new TestNode(TestSettings.Alone(journal) with
        {
            SystemName = "other",
            Detector = new DetectorSettings
            {
                HeartbeatInterval = TimeSpan.FromMilliseconds(111), AcceptablePause = TimeSpan.FromMilliseconds(2_222), GossipInterval = TimeSpan.FromMilliseconds(333),
            },
            Resolver = new ResolverSettings { StableAfter = TimeSpan.FromMilliseconds(4_444), DownRemovalMargin = TimeSpan.FromMilliseconds(5_555) },
            HandOverPatience = TimeSpan.FromMilliseconds(6_666),
        });
        await node.Engine.StartAsync();
        var config = node.Engine.System.Settings.Config;
        node.Engine.System.Name.ShouldBe("other");
        Milliseconds(config, "akka.cluster.failure-detector.heartbeat-interval").ShouldBe(111);
        Milliseconds(config, "akka.cluster.failure-detector.acceptable-heartbeat-pause").ShouldBe(2_222);
        Milliseconds(config, "akka.cluster.gossip-interval").ShouldBe(333);
        Milliseconds(config, "akka.cluster.split-brain-resolver.stable-after").ShouldBe(4_444);
        Milliseconds(config, "akka.cluster.down-removal-margin").ShouldBe(5_555);
        Milliseconds(config, "akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout").ShouldBe(6_666);
        AkkaCluster.Get(node.Engine.System).DowningProvider.ShouldBeOfType<VoterDowning>().DownRemovalMargin.TotalMilliseconds.ShouldBe(5_555);
        config.GetString("akka.persistence.journal.plugin").ShouldBe("akka.persistence.journal.sql");
        config.GetString("akka.persistence.journal.sql.replay-filter.mode").ShouldBe("fail");
        config.GetString("akka.persistence.journal.sql.connection-string").ShouldBe(journal.ConnectionString);
        config.GetBoolean("akka.cluster.sharding.remember-entities").ShouldBeTrue();
        Milliseconds(config, "akka.cluster.sharding.updating-state-timeout").ShouldBe(1_000);
        config.GetStringList("akka.cluster.roles").ShouldBe([MemberSettings.LnsRole]);
    }

    private static double Milliseconds(Config config, string path) => config.GetTimeSpan(path).TotalMilliseconds;
}
