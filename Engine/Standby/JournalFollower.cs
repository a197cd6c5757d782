using Engine.Journal;
using Engine.Journal.Sqlite;
using Engine.Recovery;
using Engine.Scheduling;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Standby;

/// <summary>
/// Holds every entity of an active engine already evolved, by following its journal. Used by one thread, until an
/// <see cref="EntityEngine"/> starts from it.
/// </summary>
public sealed class JournalFollower : IDisposable
{
    /// <summary>Records of one read: a few milliseconds, so that neither the writer's checkpoints nor the follower's thread wait for long.</summary>
    public const int ReadLimit = 2_000;

    private readonly EngineSettings settings;
    private readonly IReadOnlyDictionary<string, IEntityKind> kinds;
    private readonly IEngineObserver observer;
    private readonly IJournalTail tail;
    private readonly List<EntityTable> tables;
    private readonly HashSet<int> epochs = [];
    private List<StreamReplay> replays = [];
    private List<RecordOpener> openers = [];
    private long records;

    /// <param name="tail">SQLite's of the data directory when null. The follower's from now on.</param>
    /// <exception cref="JournalUnavailableException">There is no journal yet, or it can't be read.</exception>
    public JournalFollower(EngineSettings settings, IEnumerable<IEntityKind> kinds, IEngineObserver? observer = null, IJournalTail? tail = null)
    {
        this.settings = settings;
        this.kinds = kinds.ToDictionary(kind => kind.Kind);
        this.observer = observer ?? SilentObserver.Instance;
        this.tail = tail ?? SqliteTail.Open(Path.Combine(settings.DataDirectory, DataDirectory.JournalFileName));
        tables = [.. Enumerable.Range(0, settings.Partitions).Select(_ => new EntityTable())];
    }

    /// <summary>Of the newest record that the entities have evolved by.</summary>
    public long Position { get; private set; }

    public int Entities => tables.Sum(table => table.Count);

    /// <summary>Records between two positions; those of an earlier epoch than the newest's aren't counted.</summary>
    public static long EventsBetween(long followed, long newest) =>
        Math.Max(0, newest - Math.Max(followed, newest >> SqliteJournal.EpochShift << SqliteJournal.EpochShift));

    /// <summary>Reads once, at most <see cref="ReadLimit"/> records, and evolves by them.</summary>
    /// <returns>How many records there were.</returns>
    /// <exception cref="JournalUnavailableException">The journal can't be read, or is damaged; the follower is of no use any more.</exception>
    public int Read()
    {
        var read = tail.ReadAfter(Position, ReadLimit);
        foreach (var (position, record) in read)
        {
            Take(record);
            Position = position;
        }
        records += read.Count;
        return read.Count;
    }

    /// <summary>
    /// Forgets lives that ended: their end leaves no record, their streams are just gone. Reads every stream's number, so it is not for
    /// every moment.
    /// </summary>
    public void Sweep()
    {
        foreach (var stream in tail.Sweep())
        {
            var table = tables[StableHash.PlaceOf(stream.Entity, tables.Count)];
            if (table.Find(stream.Entity) is { } cell && cell.Stream == stream)
                table.Remove(cell);
        }
    }

    public void Dispose()
    {
        openers.ForEach(opener => opener.Dispose());
        tail.Dispose();
    }

    /// <summary>
    /// Shuts an earlier writer out, then reads what it has left. The other way round it could still write behind our back.
    /// No epoch is retired: some record that was read may need it.
    /// </summary>
    internal LoadedJournal Finish(IJournalStorage storage, TimeProvider time)
    {
        var begin = time.GetTimestamp();
        var ring = new KeyRing(storage.Path, KeyFile.Read(settings.KeyFile), storage.Epochs);
        var epoch = ring.NextEpoch();
        storage.BeginEpoch(epoch, []);
        while (Read() == ReadLimit)
        {
        }
        Sweep();
        return new LoadedJournal(tables, ring.Current, epoch, records, time.GetElapsedTime(begin)) { Tail = storage.Tail };
    }

    private void Take(in StoredRecord record)
    {
        if (epochs.Add(RecordOpener.EpochOf(record.Payload)))
            Reopen();
        var id = record.Stream.Entity;
        var index = StableHash.PlaceOf(id, tables.Count);
        // a snapshot holds all that came before it, some of which may have gone by unseen; and a new life knows nothing of the old one
        if (tables[index].Find(id) is { } known && (record.Type == RecordType.Snapshot || known.Stream != record.Stream))
            tables[index].Remove(known);
        replays[index].Take(record);
    }

    /// <summary>An epoch that was not there before: another process has become active.</summary>
    private void Reopen()
    {
        var ring = new KeyRing(tail.Path, KeyFile.Read(settings.KeyFile), tail.ReadEpochs());
        openers.ForEach(opener => opener.Dispose());
        openers = [.. tables.Select(_ => ring.Opener())];
        replays = [.. tables.Zip(openers, (table, opener) => new StreamReplay(tail.Path, table, kinds, opener, ring, observer))];
    }
}
