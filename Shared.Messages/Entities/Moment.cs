namespace Shared.Messages.Entities;

/// <summary>All that a decision may depend on besides its state and its command: the time and a source of chance.</summary>
/// <param name="Now">Wall-clock time, UTC.</param>
/// <param name="Random">Cryptographic in production, seeded in tests.</param>
public readonly record struct Moment(DateTimeOffset Now, Random Random);
