using System.Security.Cryptography;

namespace Engine.Sealing;

/// <summary>
/// The records that one start of the engine sealed. Each start draws a salt and so has a data key of its own; nonces only need to
/// be unique within it, and a directory that was copied or restored from a backup can never use one twice.
/// </summary>
/// <param name="Number">Ascending, never used again.</param>
/// <param name="KeyId">Which key of the key file; see <see cref="JournalKey.Id"/>.</param>
public sealed record SealingEpoch(int Number, ulong KeyId, byte[] Salt)
{
    public const int SaltLength = 32;

    public static SealingEpoch Draw(int number, JournalKey key) => new(number, key.Id, RandomNumberGenerator.GetBytes(SaltLength));
}
