using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Journal;

/// <summary>
/// Where sealed records lie. Used by one thread at a time. Production has SQLite behind it, a simulation a disk of its own.
/// Every member throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IJournalStorage : IDisposable
{
    /// <summary>For messages.</summary>
    string Path { get; }

    IReadOnlyList<SealingEpoch> Epochs { get; }

    /// <summary>Of the newest record, or the beginning of the epoch; may be read from any thread. 0 where nobody follows.</summary>
    long Position => 0;

    /// <summary>Whether records may be missing at the end of what is there: opening had to cut off a torn tail.</summary>
    JournalTail Tail => JournalTail.Whole;

    /// <summary>Durable on return, and before any record of it. <paramref name="retired"/> ones have no record left.</summary>
    void BeginEpoch(SealingEpoch epoch, IReadOnlyCollection<int> retired);

    /// <summary>Every record in the order of its commit; so those of one stream come in their order.</summary>
    IEnumerable<StoredRecord> ReadAll();

    /// <summary>Takes out every record from a position on; durable on return. Only before <see cref="BeginEpoch"/>.</summary>
    void CutTail(long position) => throw new JournalUnavailableException(Path, "this storage can't cut its tail off");

    /// <summary>Makes the whole batch durable, or nothing of it.</summary>
    void Commit(IReadOnlyList<StreamWrite> batch);
}
