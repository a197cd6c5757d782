using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Engine.Sealing;

/// <summary>A master key. It seals nothing itself: data keys are derived from it (HKDF, RFC 5869).</summary>
public sealed class JournalKey
{
    public const int Length = 32;

    private readonly byte[] secret;

    public JournalKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
            throw new ArgumentException($"a journal key has {Length} octets, not {secret.Length}", nameof(secret));
        this.secret = secret.ToArray();
        Id = BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(this.secret, "journal key id"u8));
    }

    /// <summary>Tells keys apart without telling the key: the first 64 bits of an HMAC.</summary>
    public ulong Id { get; }

    public static JournalKey Generate() => new(RandomNumberGenerator.GetBytes(Length));

    public string ToBase64() => Convert.ToBase64String(secret);

    internal byte[] DataKey(SealingEpoch epoch) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, RecordSealer.KeyLength, epoch.Salt, "journal records"u8.ToArray());
}
