using Engine.Scheduling;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Recovery;

/// <summary>A journal that has been read, and that this process alone writes from now on.</summary>
/// <param name="Tables">One for each partition.</param>
/// <param name="Key">Seals what is written in <paramref name="Epoch"/>, which has begun.</param>
internal sealed record LoadedJournal(IReadOnlyList<EntityTable> Tables, JournalKey Key, SealingEpoch Epoch, long Records, TimeSpan Duration)
{
    /// <summary>Whether records may be missing at its end; every entity hears it when it resumes.</summary>
    public JournalTail Tail { get; init; }
}
