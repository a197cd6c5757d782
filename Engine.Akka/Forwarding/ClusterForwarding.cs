using Akka.Actor;
using Engine.Akka.Forwarding.Counting;
using Engine.Akka.Forwarding.Table;
using Engine.Akka.Sharding;
using Shared.Messages;
using Shared.Messages.Entities;
using Shared.Messages.Forwarding;

namespace Engine.Akka.Forwarding;

/// <summary>
/// A node's part in the forwarding table of the cluster. Made once in a process, beside its data path, and outlives actor systems: rows
/// that are there stay while the node is downed and joins again.
/// </summary>
public sealed class ClusterForwarding : IForwardingPeers
{
    /// <summary>Nodes that forward.</summary>
    public const string Role = "lns";

    /// <summary>What the configuration of every actor system that is given to <see cref="Attach"/> must contain.</summary>
    public const string Hocon = """
        akka.actor {
          serializers.bras-forwarding = "Engine.Akka.Forwarding.ForwardingSerializer, Engine.Akka"
          serialization-bindings {
            "Shared.Messages.TableMessage, Shared.Messages" = bras-forwarding
            "Shared.Messages.TrafficMessage, Shared.Messages" = bras-forwarding
          }
        }
        """;

    private readonly IForwardingRows rows;
    private readonly ForwardingMetrics metrics;
    private volatile TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TableStatus status = new(false, [], []);
    private volatile IActorRef keeper = ActorRefs.Nobody;
    private bool[] owned = new bool[EntityAddress.Shards];
    private long sentMessages;
    private long sentOctets;

    /// <param name="nodeName">Unique in the cluster and the same over restarts: counters are told apart by it.</param>
    /// <param name="random">Chance, for the numbers of epochs.</param>
    public ClusterForwarding(string nodeName, IForwardingRows rows, TimeProvider time, Random random)
    {
        (this.rows, Time) = (rows, time);
        Table = new ForwardingTable((uint)random.Next());
        Traffic = new TrafficDesk(nodeName, rows, Table.Contains);
        metrics = new ForwardingMetrics(() => Status, () => SentMessages, () => SentOctets);
    }

    /// <summary>How well this node's replica is; a quarter of a second old at most.</summary>
    public TableStatus Status
    {
        get => status;
        internal set
        {
            status = value;
            var mine = new bool[EntityAddress.Shards];
            foreach (var shard in value.Shards) mine[shard.Shard] = shard.IsOwned;
            Volatile.Write(ref owned, mine);
            if (value.IsComplete) complete.TrySetResult();
        }
    }

    /// <summary>Completes when the table is whole for the first time since <see cref="Attach"/>; only then may others send traffic this way.</summary>
    public Task WhenComplete => complete.Task;

    /// <summary>Messages of the table to other nodes, since the start of the process.</summary>
    public long SentMessages => Volatile.Read(ref sentMessages);

    /// <summary>In them, without what remoting puts around.</summary>
    public long SentOctets => Volatile.Read(ref sentOctets);

    internal TimeProvider Time { get; }

    /// <summary>The keeper's alone, and so is <see cref="Traffic"/>.</summary>
    internal ForwardingTable Table { get; }

    /// <inheritdoc cref="Table"/>
    internal TrafficDesk Traffic { get; }

    /// <summary>Joins the table of the cluster that this system belongs to. Once for each actor system, before it hosts entities.</summary>
    public void Attach(ActorSystem system)
    {
        complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Status = new TableStatus(false, [], []);
        keeper = system.ActorOf(Props.Create(() => new TableKeeper(this)), TableKeeper.Name);
    }

    /// <summary>A shard's entities live here from now on.</summary>
    public void Take(int shard) => keeper.Tell(new KeeperOrder.Take(shard));

    /// <summary>All entities of a shard here have resumed, and performed what they resumed with.</summary>
    public void Recovered(int shard) => keeper.Tell(new KeeperOrder.Recovered(shard));

    /// <summary>The shard has left this node.</summary>
    public void Release(int shard) => keeper.Tell(new KeeperOrder.Release(shard));

    public void Announce(EntityId owner, ForwardingEntry session) =>
        keeper.Tell(new KeeperOrder.Announce(EntityAddress.ShardOf(owner), new TableRow { Session = Lasting(session) }));

    public void Announce(EntityId owner, DialOutPrefix route) =>
        keeper.Tell(new KeeperOrder.Announce(EntityAddress.ShardOf(owner), new TableRow { DialOut = route }));

    public void Withdraw(EntityId owner, ForwardingKey session) =>
        keeper.Tell(new KeeperOrder.Withdraw(EntityAddress.ShardOf(owner), new TableRowKey { Session = session }));

    public void Withdraw(EntityId owner, DialOutPrefix route) =>
        keeper.Tell(new KeeperOrder.Withdraw(EntityAddress.ShardOf(owner), new TableRowKey { DialOut = route }));

    public bool IsSequencedElsewhere(ushort localTunnelId) => !Volatile.Read(ref owned)[localTunnelId >> 8];

    public void Relay(ForwardingKey session, ReadOnlyMemory<byte> frame) => keeper.Tell(new KeeperOrder.Relay(session, frame));

    public void AskTraffic(ForwardingKey session, Action<TrafficCounters> answer) => keeper.Tell(new KeeperOrder.AskTraffic(session, answer));

    internal void SendRelayed(ForwardingKey session, ReadOnlySpan<byte> frame) => rows.SendRelayed(session, frame);

    /// <summary>Without what is to be done once, and has been done here.</summary>
    private static ForwardingEntry Lasting(ForwardingEntry session)
    {
        if (!session.RestartSequence && !session.SkipReserved) return session;
        var lasting = session.Clone();
        (lasting.RestartSequence, lasting.SkipReserved) = (false, false);
        return lasting;
    }

    internal void CountSent(TableMessage message)
    {
        Interlocked.Increment(ref sentMessages);
        Interlocked.Add(ref sentOctets, message.CalculateSize());
    }

    internal void Install(TableRow row)
    {
        switch (row.ContentCase)
        {
            case TableRow.ContentOneofCase.Session: rows.InstallReplica(row.Session); break;
            case TableRow.ContentOneofCase.DialOut: rows.InstallReplica(row.DialOut); break;
        }
    }

    internal void Remove(TableRowKey key)
    {
        switch (key.KeyCase)
        {
            case TableRowKey.KeyOneofCase.Session:
                rows.RemoveReplica(key.Session);
                Traffic.Forget(key.Session);
                break;
            case TableRowKey.KeyOneofCase.DialOut: rows.RemoveReplica(key.DialOut); break;
        }
    }
}
