using System.Net;
using Engine;
using Engine.Journal;
using Engine.Scheduling;
using Engine.Sealing;
using Google.Protobuf;
using Shared.Messages.Entities;
using Simulation.Disk;
using Simulation.Time;

namespace Simulation.Nodes;

/// <summary>
/// A machine with one process on it: the engine's own scheduler and journal writer, pumped on virtual time. Killing the process leaves
/// the disk; freezing it leaves everything, and lets nothing happen.
/// </summary>
internal abstract class SimulatedNode : IEffectPerformer
{
    private const int SocketBufferDatagrams = 256;

    private static readonly JournalKey Key = new(new byte[JournalKey.Length]);
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMicroseconds(300);

    private readonly IEntityKind[] kinds;
    private readonly EngineSettings settings;
    private readonly Queue<Action> socket = new();
    private EngineCore? core;
    private EngineCore? undead;
    private bool isPumpDue;
    private bool isCommitDue;
    private TimeSpan commitSince;

    protected SimulatedNode(World world, string name, IPEndPoint address, params IEntityKind[] kinds)
    {
        (World, Name, Address) = (world, name, address);
        this.kinds = [.. kinds.Select(kind => world.Sabotage.Wrap(this, kind))];
        Random = world.Chance($"node {name}");
        Clock = new ProcessClock(world.Agenda);
        Disk = new SimulatedDisk(Key, kinds.ToDictionary(kind => kind.Kind, kind => kind.Journal), world.Oracle.DiskOf(this),
            world.Chance($"disk {name}"));
        settings = new EngineSettings
        {
            DataDirectory = "none",
            KeyFile = "none",
            Partitions = world.Settings.Partitions,
            SnapshotAfterRecords = world.Settings.SnapshotAfterRecords,
        };
    }

    public World World { get; }

    public string Name { get; }

    public IPEndPoint Address { get; }

    public ProcessClock Clock { get; }

    public SimulatedDisk Disk { get; }

    /// <summary>How long a commit takes now.</summary>
    public TimeSpan DiskLatency { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>A commit has been under way for longer than a healthy disk takes.</summary>
    public bool IsStalled => isCommitDue && World.Agenda.Now - commitSince > TimeSpan.FromSeconds(0.1);

    public bool IsAlive => core is not null;

    public bool IsFrozen { get; private set; }

    public bool Runs => IsAlive && !IsFrozen;

    /// <summary>Counts lives of the process; what an earlier one had under way is lost.</summary>
    public int Incarnation { get; private set; }

    /// <summary>When the process was last able to act after it was not.</summary>
    public TimeSpan RunsSince { get; private set; }

    /// <summary>Set: the process dies at this commit from now on, before or after it.</summary>
    public (int Commits, bool After)? DiesAtCommit { get; set; }

    /// <summary>Canary: a process that is killed goes on deciding and sending, beside its successor.</summary>
    public bool LivesOn { get; set; }

    protected Random Random { get; }

    public IEnumerable<(EntityId Id, TState State)> States<TState>(string kind) => core is null ? []
        : core.Partitions.SelectMany(partition => partition.Entities.All).Where(cell => cell.Id.Kind == kind)
            .OrderBy(cell => cell.Id.Key, StringComparer.Ordinal).Select(cell => (cell.Id, (TState)cell.State));

    /// <summary>Nothing is decided that is not durable, and nothing waits to be decided.</summary>
    public bool IsSettled => core is not null && !core.Writer.HasWork && core.Partitions.All(partition => !partition.IsAwake);

    public void Start()
    {
        if (IsAlive)
            return;
        var parts = new EngineParts(kinds, this, Clock, () => new Random(Random.Next()), new NodeObserver(this), IsSingleThreaded: true);
        try
        {
            core = new EngineCore(settings, parts, Disk.Open(), [Key]);
        }
        catch (JournalUnavailableException e)
        {
            if (!e.MayPass)
                World.Fail($"{Name} can't start: {e.Message}");
            World.Agenda.In(TimeSpan.FromSeconds(1), Start);
            return;
        }
        Incarnation++;
        RunsSince = World.Agenda.Now;
        World.Trace(Name, () => $"started, life {Incarnation}");
        OnStarting();
        // as a take-over does: data goes on before any entity has resumed
        foreach (var partition in core.Partitions)
            partition.InstallRows();
        World.Oracle.RowsStand(this);
        _ = core.Resume();
        OnStarted();
    }

    public void Crash(string why)
    {
        if (core is null)
            return;
        World.Trace(Name, () => $"dies: {why}");
        World.Statistics.Crashes++;
        var dead = core;
        core = null;
        (isPumpDue, isCommitDue, IsFrozen, DiesAtCommit) = (false, false, false, null);
        socket.Clear();
        Disk.LoseCache();
        if (LivesOn)
            undead = dead;
        else
            dead.Dispose();
        OnCrashed();
    }

    public void Freeze()
    {
        if (!Runs)
            return;
        IsFrozen = true;
        World.Trace(Name, () => "frozen");
    }

    public void Thaw()
    {
        if (!IsFrozen)
            return;
        IsFrozen = false;
        RunsSince = World.Agenda.Now;
        World.Trace(Name, () => "thawed");
        while (Runs && socket.TryDequeue(out var arrival))
            arrival();
    }

    /// <summary>Something comes to the process's sockets; while it is frozen the kernel keeps it.</summary>
    public void Receive(Action arrival)
    {
        if (Runs)
            arrival();
        else if (IsFrozen && socket.Count < SocketBufferDatagrams)
            socket.Enqueue(arrival);
    }

    /// <summary>Comes to pass unless the process has died meanwhile; a frozen one finds it when it thaws.</summary>
    public void In(TimeSpan after, Action action)
    {
        var life = Incarnation;
        World.Agenda.In(after, () =>
        {
            if (IsAlive && Incarnation == life)
                Receive(action);
        });
    }

    public void Tell(EntityId to, IMessage command) => core?.Tell(to, command);

    public bool Offer(EntityId to, IMessage command)
    {
        undead?.Offer(to, command);
        return core?.Offer(to, command) == true;
    }

    public IReadOnlyCollection<EntityId> Entities(string kind) => core?.Entities(kind) ?? [];

    public abstract void Perform(EntityId self, Effect effect);

    /// <summary>Sees to it that whatever there is to do is done soon.</summary>
    public void Kick()
    {
        PumpUndead();
        if (!Runs)
            return;
        if (!isPumpDue && core!.Partitions.Any(partition => partition.IsAwake))
        {
            isPumpDue = true;
            Later(LongestTurn * Random.NextDouble(), Pump);
        }
        if (!isCommitDue && core!.Writer.HasWork)
        {
            isCommitDue = true;
            commitSince = World.Agenda.Now;
            Later(core.Writer.IsStalled ? JournalWriter.RetryAfter : DiskLatency * (0.5 + Random.NextDouble()), Commit);
        }
    }

    protected virtual void OnStarting() { }

    protected virtual void OnStarted() { }

    protected virtual void OnCrashed() { }

    private void PumpUndead()
    {
        if (undead is null)
            return;
        foreach (var partition in undead.Partitions.Where(partition => partition.IsAwake))
            partition.Pump();
        undead.Writer.Pump();
    }

    private void Later(TimeSpan after, Action action)
    {
        var life = Incarnation;
        World.Agenda.In(after, () =>
        {
            if (IsAlive && Incarnation == life)
                action();
        });
    }

    private void Pump()
    {
        isPumpDue = false;
        if (IsFrozen)
            return;
        foreach (var partition in core!.Partitions)
            if (partition.IsAwake)
                partition.Pump();
    }

    private void Commit()
    {
        isCommitDue = false;
        if (IsFrozen)
            return;
        var isLast = DiesAtCommit is { Commits: <= 1 };
        if (DiesAtCommit is { } plan)
            DiesAtCommit = plan with { Commits = plan.Commits - 1 };
        if (isLast && DiesAtCommit is { After: false })
        {
            World.Faults.Kill(this, "before a commit");
            return;
        }
        core!.Writer.Pump();
        if (core.Fate.HasFailed)
            World.Faults.Kill(this, "the journal is gone");
        else if (isLast)
            World.Faults.Kill(this, "after a commit");
        else if (Disk.LiesAboutSync)
            Later(TimeSpan.FromMilliseconds(100), Disk.Sync);
    }
}
