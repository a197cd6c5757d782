using Engine.Journal;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Simulation.Disk;

/// <summary>What the next commit meets.</summary>
internal enum DiskCondition
{
    Healthy,

    /// <summary>Commits fail, and may succeed later.</summary>
    Full,

    /// <summary>The power goes while the batch is being written: all of it is there afterwards, or nothing.</summary>
    Tearing,
}

/// <summary>
/// A disk that outlives the processes that write it. A commit is one batch with a checksum behind it, so a torn one is not there when
/// the next process reads; what has not been synced is lost in a crash.
/// </summary>
/// <param name="witness">Sees every record that is really there.</param>
internal sealed class SimulatedDisk(
    JournalKey key, IReadOnlyDictionary<string, JournalSchema> schemas, IDiskWitness witness, Random random)
{
    private readonly Dictionary<EntityId, Platter> platters = [];
    private readonly List<SealingEpoch> epochs = [];
    private readonly Queue<StreamWrite[]> cache = new();
    private readonly DiskHistory history = new();
    private RecordOpener? opener;
    private JournalTail tail;
    private long order;

    public IReadOnlyList<SealingEpoch> Epochs => epochs;

    public DiskCondition Condition { get; set; }

    /// <summary>Canary: says that a batch is durable while it is in the cache.</summary>
    public bool LiesAboutSync { get; set; }

    /// <summary>Canary: lets two processes write one stream.</summary>
    public bool HasNoFence { get; set; }

    public long Commits { get; private set; }

    public IJournalStorage Open() => new DiskHandle(this);

    public void BeginEpoch(SealingEpoch epoch, IReadOnlyCollection<int> retired)
    {
        if (Condition == DiskCondition.Full)
            throw Refusal("no space left");
        // what was sealed in a retired epoch can't be read any more: a cut goes no further back
        history.Forget();
        epochs.RemoveAll(old => retired.Contains(old.Number));
        epochs.Add(epoch);
        opener?.Dispose();
        opener = new RecordOpener(epochs.Select(known => (known, key)));
    }

    public IEnumerable<StoredRecord> ReadAll()
    {
        var rows = new List<(long Order, StoredRecord Record)>();
        foreach (var (entity, platter) in platters)
        {
            var stream = new JournalStream(entity) { Place = platter };
            rows.AddRange(platter.Rows.Select(row => (row.Order, new StoredRecord(stream, row.Sequence, row.Type, row.Payload))));
        }
        return rows.OrderBy(row => row.Order).Select(row => row.Record);
    }

    public void Commit(IReadOnlyList<StreamWrite> batch)
    {
        switch (Condition)
        {
            case DiskCondition.Full:
                throw Refusal("no space left");
            case DiskCondition.Tearing:
                Condition = DiskCondition.Healthy;
                // the last sector with the checksum was written, or it was not
                if (random.Next(2) == 0)
                    Apply(batch);
                throw new JournalUnavailableException("disk", "the power is gone");
        }
        if (LiesAboutSync)
            cache.Enqueue([.. batch]);
        else
            Apply(batch);
        Commits++;
    }

    /// <summary>Writes what a lying commit has left in the cache.</summary>
    public void Sync()
    {
        while (cache.TryDequeue(out var batch))
            Apply(batch);
    }

    /// <summary>The last commits are torn: what they held is not there any more.</summary>
    /// <param name="said">What whoever opens the journal next is told.</param>
    public void CutTail(int commits, JournalTail said)
    {
        tail = said;
        history.Undo(commits, platters);
    }

    /// <summary>Told once.</summary>
    public JournalTail TakeTail()
    {
        var told = tail;
        tail = JournalTail.Whole;
        return told;
    }

    /// <summary>The machine is gone, and the cache with it.</summary>
    public void LoseCache() => cache.Clear();

    private void Apply(IReadOnlyList<StreamWrite> batch)
    {
        history.Note(batch.Select(write => write.Stream.Entity), platters);
        foreach (var write in batch)
            Apply(write);
    }

    private void Apply(StreamWrite write)
    {
        var entity = write.Stream.Entity;
        var platter = PlatterOf(write);
        switch (write)
        {
            case StreamWrite.Append append:
                if (append.Sequence != platter.LastSequence + 1 && !HasNoFence)
                    throw new JournalUnavailableException("disk", $"{entity} has record {append.Sequence} already: another process writes here");
                Add(entity, platter, append.Sequence, RecordType.Event, append.Record);
                break;
            case StreamWrite.Replace replace:
                platter.Rows.Clear();
                Add(entity, platter, replace.Sequence, RecordType.Snapshot, replace.Snapshot);
                break;
            case StreamWrite.Delete:
                if (platters.Remove(entity))
                    witness.Deleted(entity);
                break;
        }
    }

    private Platter PlatterOf(StreamWrite write)
    {
        var entity = write.Stream.Entity;
        if (write.Stream.Place is Platter known)
            return known;
        if (platters.ContainsKey(entity) && !HasNoFence)
            throw new JournalUnavailableException("disk", $"{entity} is there already: another process writes here");
        var platter = new Platter();
        write.Stream.Place = platter;
        if (write is not StreamWrite.Delete)
            platters[entity] = platter;
        return platter;
    }

    private void Add(EntityId entity, Platter platter, long sequence, RecordType type, byte[] payload)
    {
        platter.Rows.Add((order++, sequence, type, payload));
        var record = new StoredRecord(new JournalStream(entity), sequence, type, payload);
        var plain = opener!.Open(record) ?? throw new InvalidOperationException($"record {sequence} of {entity} can't be opened");
        foreach (var durable in DecisionRecord.Read(schemas[entity.Kind], plain)!)
            witness.Written(entity, sequence, durable);
    }

    private static JournalUnavailableException Refusal(string why) => new("disk", why) { MayPass = true };
}
