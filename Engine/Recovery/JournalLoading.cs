using Engine.Journal;
using Engine.Scheduling;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Recovery;

/// <summary>What a start without a standby does: reads the whole journal, then begins an epoch.</summary>
internal static class JournalLoading
{
    /// <summary>The epoch begins after the reading, once it is known which old epochs are still needed.</summary>
    public static LoadedJournal Load(EngineSettings settings, EngineParts parts, IReadOnlyDictionary<string, IEntityKind> kinds,
        IJournalStorage storage, IReadOnlyList<JournalKey> keys)
    {
        var begin = parts.Time.GetTimestamp();
        var ring = new KeyRing(storage.Path, keys, storage.Epochs);
        var tail = storage.Tail;
        var (tables, records, seen) = ReadUpToATornTail(settings, parts, kinds, storage, ring, ref tail);
        var epoch = ring.NextEpoch();
        storage.BeginEpoch(epoch, [.. storage.Epochs.Select(old => old.Number).Where(number => !seen.Contains(number))]);
        return new LoadedJournal(tables, ring.Current, epoch, records, parts.Time.GetElapsedTime(begin)) { Tail = tail };
    }

    private static (List<EntityTable> Tables, long Records, HashSet<int> Epochs) ReadUpToATornTail(EngineSettings settings, EngineParts parts,
        IReadOnlyDictionary<string, IEntityKind> kinds, IJournalStorage storage, KeyRing ring, ref JournalTail tail)
    {
        try
        {
            return Read(settings, parts, kinds, storage, ring);
        }
        catch (CorruptRecordException) when (TornTail.Find(storage, ring) is { } torn)
        {
            storage.CutTail(torn.Position);
            parts.Observer.TailCutOff(torn.Text);
            tail = JournalTail.MayBeMissing;
            return Read(settings, parts, kinds, storage, ring);
        }
    }

    private static (List<EntityTable> Tables, long Records, HashSet<int> Epochs) Read(EngineSettings settings, EngineParts parts,
        IReadOnlyDictionary<string, IEntityKind> kinds, IJournalStorage storage, KeyRing ring)
    {
        var tables = Enumerable.Range(0, settings.Partitions).Select(_ => new EntityTable()).ToList();
        var openers = tables.Select(_ => ring.Opener()).ToList();
        var replays = tables.Zip(openers, (table, opener) => new StreamReplay(storage.Path, table, kinds, opener, ring, parts.Observer)).ToList();
        try
        {
            var (records, seen) = parts.IsSingleThreaded
                ? JournalReplay.RunHere(storage, replays, record => StableHash.PlaceOf(record.Stream.Entity, tables.Count))
                : JournalReplay.RunInParallel(storage, replays, record => StableHash.PlaceOf(record.Stream.Entity, tables.Count));
            return (tables, records, seen);
        }
        finally
        {
            openers.ForEach(opener => opener.Dispose());
        }
    }
}
