using Engine.Sealing;

namespace Engine.Journal;

/// <summary>
/// Reads a journal that another process writes. Each call is one short read, so that the writer's checkpoints are never kept waiting;
/// nothing is ever written. Used by one thread. Every member throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IJournalTail : IDisposable
{
    /// <summary>For messages.</summary>
    string Path { get; }

    IReadOnlyList<SealingEpoch> ReadEpochs();

    /// <summary>
    /// Records beyond a position in the order of their commits. What was replaced or deleted meanwhile isn't among them. One stream's
    /// records carry the same <see cref="JournalStream"/>, which a storage of the same journal can go on with; a new life has a new one.
    /// </summary>
    IReadOnlyList<TailRecord> ReadAfter(long position, int limit);

    /// <summary>Forgets every stream that isn't in the journal any more.</summary>
    /// <returns>The forgotten ones.</returns>
    IReadOnlyList<JournalStream> Sweep();
}

public readonly record struct TailRecord(long Position, StoredRecord Record);
