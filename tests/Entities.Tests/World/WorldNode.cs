using System.Net;
using Entities.Destinations;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>On which side of a commit a node dies.</summary>
internal enum CrashSide
{
    /// <summary>The decision is lost.</summary>
    Before,

    /// <summary>Its events are on disk, none of its effects was performed.</summary>
    After,
}

/// <summary>Hosts entities as an engine does: durable events to disk, as bytes, then effects, in order. A crash leaves the disk.</summary>
internal abstract class WorldNode(TunnelWorld world, string name, IPEndPoint local, params IEntityKind[] kinds)
{
    public static readonly IPEndPoint LnsAddress = IPEndPoint.Parse("127.0.0.1:1701");
    public static readonly IPEndPoint LacAddress = IPEndPoint.Parse("127.0.0.2:1701");

    private readonly Dictionary<string, IEntityKind> kinds = kinds.ToDictionary(kind => kind.Kind);
    private readonly Dictionary<EntityId, HostedEntity> live = [];
    private readonly Dictionary<EntityId, List<byte[]>> disk = [];
    private readonly List<EntityId> written = [];
    private (int Commit, CrashSide Side)? plan;

    public TunnelWorld World => world;

    public string Name => name;

    public IPEndPoint Local => local;

    public bool IsAlive { get; private set; }

    /// <summary>Counts lives; what an earlier one had under way is lost.</summary>
    public int Incarnation { get; private set; }

    /// <summary>Decisions of tunnels with durable events, since the world began.</summary>
    public int Commits { get; private set; }

    /// <summary>What was told to entities that don't live here: dial-out sessions.</summary>
    public List<IMessage> Told { get; } = [];

    /// <summary>All that entities of this node told one another.</summary>
    public List<TellEntity> Tells { get; } = [];

    public List<Report> Reports { get; } = [];

    public IEnumerable<Report> Milestones(Milestone milestone) => Reports.Where(report => report.Milestone == milestone);

    public IEnumerable<TState> States<TState>(string kind) => live.Where(entry => entry.Key.Kind == kind).Select(entry => (TState)entry.Value.State);

    public IEnumerable<EntityId> Entities(string kind) => live.Keys.Where(id => id.Kind == kind);

    public IReadOnlyList<IMessage> JournalOf(EntityId id) =>
        disk.TryGetValue(id, out var records) ? [.. records.SelectMany(record => DecisionRecord.Read(kinds[id.Kind].Journal, record)!)] : [];

    /// <summary>What the next life is told of its journal.</summary>
    public JournalTail Tail { get; set; }

    /// <summary>Records of all entities in the order of their writing, as many as are left.</summary>
    public int Written => written.Count;

    /// <summary>The last records are gone, whosever they are, as after a torn write; whoever starts now may be told by <see cref="Tail"/>, or not.</summary>
    public void CutTail(int records)
    {
        for (; records > 0 && written.Count > 0; records--)
        {
            var id = written[^1];
            written.RemoveAt(written.Count - 1);
            if (!disk.TryGetValue(id, out var stream) || stream.Count == 0) continue;
            stream.RemoveAt(stream.Count - 1);
            if (stream.Count > 0) continue;
            disk.Remove(id);
            world.Wire.TakeBack(id);
        }
    }

    /// <summary>Changes what the journal says of an entity, for its next life.</summary>
    public void Rewrite(EntityId id, Func<IMessage, IMessage> change) =>
        disk[id] = [.. disk[id].Select(record => DecisionRecord.Write(kinds[id.Kind].Journal,
            [.. DecisionRecord.Read(kinds[id.Kind].Journal, record)!.Select(change)]))];

    /// <summary>Adds to an entity's past, and to its state: what would take long to bring about.</summary>
    public void Append(EntityId id, IEnumerable<IMessage> durable)
    {
        var entity = live[id];
        foreach (var happened in durable)
        {
            entity.State = entity.Kind.Evolve(entity.State, happened);
            Journal(id, entity.Kind, [happened]);
        }
    }

    /// <summary>The node dies at its nth commit from now on, and is back after a while.</summary>
    public void CrashAtCommit(int commit, CrashSide side) => plan = (Commits + commit, side);

    /// <summary>Whatever commit it was planned for has not come.</summary>
    public void CrashNoMore() => plan = null;

    public void Start()
    {
        IsAlive = true;
        Incarnation++;
        foreach (var (id, records) in disk.ToList())
            live[id] = Recovered(id, records);
        foreach (var (id, entity) in live.ToList())
            if (live.ContainsKey(id)) Take(id, entity, entity.Kind.Resume(entity.State, Moment() with { Tail = Tail }), isResume: true);
        OnStarted();
    }

    public void Crash()
    {
        IsAlive = false;
        live.Clear();
        OnCrashed();
    }

    /// <summary>Each stream is replaced by one snapshot of what it says before it is read.</summary>
    public bool RestartsFromSnapshot { get; set; }

    public void Restart()
    {
        if (IsAlive) Crash();
        if (RestartsFromSnapshot)
            foreach (var (id, records) in disk)
            {
                var state = Replayed(kinds[id.Kind], id.Key, records);
                records.Clear();
                records.Add(kinds[id.Kind].Journal.Write(kinds[id.Kind].Snapshot(state)));
            }
        Start();
    }

    public void Tell(EntityId to, IMessage command)
    {
        var sent = Incarnation;
        world.In(TimeSpan.Zero, () =>
        {
            if (IsAlive && Incarnation == sent) Deliver(to, command);
        });
    }

    public void ReceiveDatagram(IPEndPoint from, byte[] payload)
    {
        if (!IsAlive) return;
        var datagram = new Datagram { Local = Local.ToMessage(), Peer = from.ToMessage(), Payload = ByteString.CopyFrom(payload) };
        var tunnelId = payload.Length >= 6 ? (ushort)(payload[4] << 8 | payload[5]) : (ushort)0;
        Deliver(tunnelId == 0 ? new DestinationKey(Local, from).Entity : new TunnelKey(Local, tunnelId).Entity, datagram);
    }

    protected virtual void OnStarted() { }

    protected virtual void OnCrashed() { }

    protected abstract void Perform(EntityId self, Effect effect);

    private void Deliver(EntityId to, IMessage command)
    {
        if (!kinds.TryGetValue(to.Kind, out var kind))
        {
            Told.Add(command);
            return;
        }
        if (!live.TryGetValue(to, out var entity))
            live[to] = entity = new HostedEntity(kind, kind.Initial(to.Key));
        Take(to, entity, kind.Decide(entity.State, command, Moment()), isResume: false);
    }

    private void Take(EntityId id, HostedEntity entity, Decision decision, bool isResume)
    {
        var durable = decision.Events.OfType<IMessage>().ToList();
        if (isResume) durable.ShouldBeEmpty("Resume has transient events only");
        var isCommit = durable.Count > 0 && id.Kind == EntityKinds.Tunnel;
        if (isCommit) Commits++;
        if (isCommit && plan == (Commits, CrashSide.Before))
        {
            DieAndReturn();
            return;
        }
        WorldChecks.RoundTrips(entity.Kind, entity.State, decision.Events);
        foreach (var happened in decision.Events)
            entity.State = entity.Kind.Evolve(entity.State, happened);
        if (durable.Count > 0) Journal(id, entity.Kind, durable);
        if (isCommit && plan == (Commits, CrashSide.After))
        {
            DieAndReturn();
            return;
        }
        if (entity.Kind.IsOver(entity.State)) Forget(id);
        foreach (var effect in decision.Effects)
            PerformOwn(id, entity, effect);
    }

    private void Journal(EntityId id, IEntityKind kind, IReadOnlyList<IMessage> durable)
    {
        if (!disk.TryGetValue(id, out var records)) disk[id] = records = [];
        records.Add(DecisionRecord.Write(kind.Journal, durable));
        written.Add(id);
    }

    private void Forget(EntityId id)
    {
        live.Remove(id);
        disk.Remove(id);
    }

    private void DieAndReturn()
    {
        plan = null;
        Crash();
        world.In(TimeSpan.FromMilliseconds(300), Restart);
    }

    private void PerformOwn(EntityId self, HostedEntity entity, Effect effect)
    {
        switch (effect)
        {
            case TellEntity tell:
                Tells.Add(tell);
                Tell(tell.To, tell.Command);
                break;
            case StartTimer start: StartTimer(self, entity, start); break;
            case CancelTimer cancel: entity.Timers.Remove(cancel.Name); break;
            case SendDatagram send: world.Wire.Carry(this, self, send); break;
            case Report report: Reports.Add(report); break;
            case Reply reply: Told.Add(reply.Answer); break;
            default: Perform(self, effect); break;
        }
    }

    private void StartTimer(EntityId self, HostedEntity entity, StartTimer start)
    {
        var (mine, life) = (new object(), Incarnation);
        entity.Timers[start.Name] = mine;
        world.In(start.Due - world.Now, () =>
        {
            if (!IsAlive || Incarnation != life || !entity.Timers.TryGetValue(start.Name, out var running) || running != mine) return;
            entity.Timers.Remove(start.Name);
            if (live.GetValueOrDefault(self) == entity) Deliver(self, new TimerFired { Name = start.Name });
        });
    }

    private HostedEntity Recovered(EntityId id, IReadOnlyList<byte[]> records)
    {
        var kind = kinds[id.Kind];
        var state = Replayed(kind, id.Key, records);
        WorldChecks.SnapshotIsReplay(kind, id.Key, state);
        return new HostedEntity(kind, state);
    }

    private static object Replayed(IEntityKind kind, string key, IEnumerable<byte[]> records) =>
        records.SelectMany(record => DecisionRecord.Read(kind.Journal, record)!).Aggregate(kind.Initial(key), kind.Evolve);

    private Moment Moment() => new(world.Now, world.Random);

    private sealed class HostedEntity(IEntityKind kind, object state)
    {
        public IEntityKind Kind => kind;

        public object State { get; set; } = state;

        public Dictionary<string, object> Timers { get; } = [];
    }
}
