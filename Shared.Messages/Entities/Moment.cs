namespace Shared.Messages.Entities;

/// <summary>All that a decision may depend on besides its state and its command: the time and a source of chance.</summary>
/// <param name="Now">Wall-clock time, UTC.</param>
/// <param name="Random">Cryptographic in production, seeded in tests.</param>
public readonly record struct Moment(DateTimeOffset Now, Random Random)
{
    /// <summary>What the journal can be trusted with; said to <see cref="IEntityKind.Resume"/>, and meaningless elsewhere.</summary>
    public JournalTail Tail { get; init; }
}

/// <summary>The end of the journal that an entity was brought back from.</summary>
public enum JournalTail
{
    /// <summary>All that was ever acted upon is there.</summary>
    Whole,

    /// <summary>
    /// It was torn, and cut: the last records, of whichever entities, may be missing although they were acted upon. An entity must find
    /// out from the world what it did last.
    /// </summary>
    MayBeMissing,
}
