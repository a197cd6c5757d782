using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Remote.Hosting;
using Engine.Akka.Downing;
using Engine.Akka.Entities;
using Engine.Akka.Formation;
using Engine.Akka.Journal;
using Engine.Akka.Sharding;
using Engine.Akka.Wire;
using Microsoft.Extensions.Logging;

namespace Engine.Akka.Hosting;

/// <summary>The composition of a node's actor system: typed options where Akka.Hosting has one, HOCON for the rest.</summary>
public static class BrasClusterExtensions
{
    /// <summary>Akka.NET has nine watch each, and the rest believe them; who goes on is decided by what each voter finds itself.</summary>
    private const int EveryMember = 1_000;

    /// <summary>Remoting, membership and resolver: what every node of the cluster needs alike, Lighthouse included.</summary>
    /// <param name="logs">Where Akka.NET says what it has to say; null: on the console, in its own way.</param>
    public static AkkaConfigurationBuilder AddBrasMembership(this AkkaConfigurationBuilder builder, MemberSettings settings, ILoggerFactory? logs) => builder
        .AddBrasLogging(logs)
        .WithRemoting(new RemoteOptions
        {
            HostName = settings.BindAddress ?? settings.Address, Port = settings.Port, PublicHostName = settings.Address,
        })
        // without seeds: with them the system would join by itself as soon as it is there
        .WithClustering(new ClusterOptions { Roles = [.. settings.Roles] })
        .AddHocon(Membership(settings), HoconAddMode.Prepend)
        .AddHocon(Bootstrap.Hocon(settings), HoconAddMode.Prepend);

    internal static AkkaConfigurationBuilder AddBrasEntities(this AkkaConfigurationBuilder builder, ClusterSettings settings, EntityNode node,
        ClusterHooks hooks) => builder
        .AddSetup(new EntityNodeSetup(node))
        .WithCustomSerializer("bras-record", [typeof(JournalRecord)], system => new JournalRecordSerializer(system))
        .WithCustomSerializer("bras-wire", WireSerializer.Types, system => new WireSerializer(system, hooks.Wire))
        .AddHocon(Persistence(settings), HoconAddMode.Prepend)
        .AddHocon(Sharding(settings), HoconAddMode.Prepend)
        .AddHocon(hooks.Hocon, HoconAddMode.Prepend)
        .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);

    private static string Membership(MemberSettings settings) => $$"""
        akka {
          logger-startup-timeout = 60s
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.run-by-actor-system-terminate = off
          coordinated-shutdown.exit-clr = off
          actor {
            serializers.json = "{{typeof(NoJson).AssemblyQualifiedName}}"
            serialization-identifiers."{{typeof(NoJson).AssemblyQualifiedName}}" = 1
          }
          cluster {
            run-coordinated-shutdown-when-down = off
            downing-provider-class = "{{typeof(VoterDowning).AssemblyQualifiedName}}"
            gossip-interval = {{Span(settings.Detector.GossipInterval)}}
            leader-actions-interval = {{Span(settings.Detector.GossipInterval)}}
            periodic-tasks-initial-delay = {{Span(settings.Detector.GossipInterval)}}
            unreachable-nodes-reaper-interval = {{Span(settings.Detector.GossipInterval)}}
            down-removal-margin = {{Span(settings.Resolver.DownRemovalMargin)}}
            failure-detector {
              {{Detector(settings)}}
              monitored-by-nr-of-members = {{EveryMember}}
              heartbeat-interval = {{Span(settings.Detector.HeartbeatInterval)}}
              acceptable-heartbeat-pause = {{Span(settings.Detector.AcceptablePause)}}
              expected-response-after = {{Span(settings.Detector.HeartbeatInterval)}}
            }
            split-brain-resolver.stable-after = {{Span(settings.Resolver.StableAfter)}}
          }
        }
        """;

    /// <summary>Only voters suspect anybody.</summary>
    private static string Detector(MemberSettings settings) => settings.Roles.Contains(MemberSettings.LnsRole)
        ? "" : $"implementation-class = \"{typeof(NeverSuspects).AssemblyQualifiedName}\"";

    /// <remarks>
    /// A replicator drops what comes from a node it has not heard of yet, and nobody sends it again: an update of the coordinator that meets a
    /// node while it joins waits for its time-out, and with it whatever waits for a new shard. So that time-out is short; it only leads to another try.
    /// <para>
    /// What the coordinator writes goes to a majority, and not to three more: in a cluster of three these are all, so shards on their way would stand
    /// still from the moment a node is lost until it is removed. A new coordinator asks them all, so it sees what was written.
    /// </para>
    /// </remarks>
    private static string Sharding(ClusterSettings settings) => $$"""
        akka {
          coordinated-shutdown.phases {
            before-cluster-shutdown.timeout = 5s
            cluster-sharding-shutdown-region.timeout = {{Span(settings.HandOverPatience)}}
            cluster-leave.timeout = 5s
            cluster-exiting.timeout = 10s
            cluster-exiting-done.timeout = 5s
            cluster-shutdown.timeout = 5s
            before-actor-system-terminate.timeout = 5s
            actor-system-terminate.timeout = 10s
          }
          cluster.sharding {
            state-store-mode = ddata
            remember-entities = on
            remember-entities-store = custom
            remember-entities-custom-store = "{{typeof(RememberedStreams).AssemblyQualifiedName}}"
            retry-interval = 200ms
            rebalance-interval = 2s
            handoff-timeout = {{Span(settings.HandOverPatience)}}
            waiting-for-state-timeout = 5s
            updating-state-timeout = 1s
            coordinator-state.write-majority-plus = 0
            shard-failure-backoff = 1s
            entity-restart-backoff = 1s
            coordinator-failure-backoff = 1s
            distributed-data.durable.keys = []
            distributed-data.majority-min-cap = 0
          }
        }
        """;

    private static string Persistence(ClusterSettings settings) => $$"""
        akka.persistence {
          journal.plugin = "akka.persistence.journal.sql"
          journal.sql {
            connection-string = {{Quoted(JournalSession.Of(settings))}}
            provider-name = "{{(settings.Journal.Provider == JournalProvider.Sqlite ? "SQLite.MS" : "PostgreSQL.15")}}"
            replay-filter.mode = fail
            circuit-breaker { max-failures = 10, call-timeout = 10s, reset-timeout = 1s }
          }
        }
        """;

    /// <summary>A password may hold what ends a string in HOCON.</summary>
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    private static string Span(TimeSpan span) => span.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + "ms";
}
