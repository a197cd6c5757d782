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
        var tables = Enumerable.Range(0, settings.Partitions).Select(_ => new EntityTable()).ToList();
        var ring = new KeyRing(storage.Path, keys, storage.Epochs);
        var openers = tables.Select(_ => ring.Opener()).ToList();
        var replays = tables.Zip(openers, (table, opener) => new StreamReplay(storage.Path, table, kinds, opener, ring, parts.Observer)).ToList();
        var (records, seen) = parts.IsSingleThreaded
            ? JournalReplay.RunHere(storage, replays, record => StableHash.PlaceOf(record.Stream.Entity, tables.Count))
            : JournalReplay.RunInParallel(storage, replays, record => StableHash.PlaceOf(record.Stream.Entity, tables.Count));
        openers.ForEach(opener => opener.Dispose());
        var epoch = ring.NextEpoch();
        storage.BeginEpoch(epoch, [.. storage.Epochs.Select(old => old.Number).Where(number => !seen.Contains(number))]);
        return new LoadedJournal(tables, ring.Current, epoch, records, parts.Time.GetElapsedTime(begin)) { Tail = storage.Tail };
    }
}
