using Akka.Actor;
using Engine.Akka.Fencing;
using Engine.Akka.Journal;
using Engine.Akka.Metering;
using Engine.Akka.Sharding;
using Engine.Akka.Traffic;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Akka.Entities;

/// <summary>What the entities on this node share during one life of its actor system.</summary>
internal sealed class EntityNode(ClusterSettings settings, EngineParts parts, Gate gate, NodeTraffic traffic, Questions questions, ClusterSealer sealer,
    IShardWatch? shards, IReadOnlyList<IEntityParts> entityParts, TimeProvider hostTime, ClusterMetrics metrics, JournalCatalogue catalogue)
{
    /// <summary>Streams that are read at a time: the database answers them in parallel, but tunnels shall not wait behind all others.</summary>
    private const int Recoveries = 64;

    /// <summary>Writes handed to the journal at a time. Far below its own queue, which drops what is too much.</summary>
    private const int Writes = 1_024;

    public ClusterSettings Settings { get; } = settings;

    public EngineParts Parts { get; } = parts;

    /// <inheritdoc cref="ClusterEngine.HostTime"/>
    public TimeProvider HostTime { get; } = hostTime;

    public ClusterMetrics Metrics { get; } = metrics;

    public IReadOnlyDictionary<string, IEntityKind> Kinds { get; } = parts.Kinds.ToDictionary(kind => kind.Kind);

    public Gate Gate { get; } = gate;

    public NodeTraffic Traffic { get; } = traffic;

    public Questions Questions { get; } = questions;

    public RecordCodec Codec { get; } = new(JournalPath(settings.Journal), sealer);

    public JournalCatalogue Catalogue { get; } = catalogue;

    public JournalWatch JournalWatch { get; } = new(parts.Observer, hostTime);

    public AbroadCounts Abroad { get; } = new();

    public ShardRoll Shards { get; } = new(shards);

    public Permits RecoveryPermits { get; } = new(Recoveries);

    public Permits WritePermits { get; } = new(Writes);

    public Roster Roster { get; } = new();

    /// <summary>What a start is waiting for; null when it waits for nothing.</summary>
    public HomeComing? HomeComing { get; set; }

    /// <summary>Set once the system has started.</summary>
    public IActorRef Journal { get; set; } = ActorRefs.Nobody;

    /// <summary>Takes answers to this node's questions. What this node sends, it sends in its name.</summary>
    public IActorRef Desk { get; set; } = ActorRefs.Nobody;

    /// <inheritdoc cref="Journal"/>
    public IActorRef Region { get; set; } = ActorRefs.Nobody;

    /// <returns>Null when entities of this kind have none.</returns>
    public IEntityParts? PartsOf(string kind) => entityParts.FirstOrDefault(parts => parts.Kind == kind);

    /// <summary>A clean stop is under way: open work ends, no timer fires.</summary>
    public bool IsDraining { get; set; }

    /// <summary>Sends a command of our own; loses it when far too much is under way.</summary>
    public void Tell(EntityId to, IMessage command)
    {
        if (Traffic.Undecided < ClusterLimits.UndecidedTells)
            Post(to, command, 0);
        else
            Parts.Observer.CommandLost(to, command.Descriptor.Name);
    }

    public void Post(EntityId to, IMessage command, long question) =>
        Region.Tell(new Delivery(to, command, question, Traffic.Issue()), Desk);

    /// <summary>For messages; without user and password.</summary>
    public static string JournalPath(JournalSettings journal) => journal.Provider switch
    {
        JournalProvider.Sqlite => new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(journal.ConnectionString).DataSource,
        _ => new Npgsql.NpgsqlConnectionStringBuilder(journal.ConnectionString) is var b ? $"postgresql://{b.Host}:{b.Port}/{b.Database}" : "",
    };
}
