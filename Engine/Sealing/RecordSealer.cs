using System.Buffers.Binary;
using System.Security.Cryptography;
using Engine.Journal;
using Shared.Messages.Entities;

namespace Engine.Sealing;

/// <summary>
/// Seals records: AES-256-GCM, whose additional data is the record's place, so that a record is only valid where it was written.
/// <code>
/// octets  0..3    epoch
///         4..7    sealer   \ the nonce: never twice
///         8..15   counter  / in one epoch
///        16..31   tag
///        32..     ciphertext
/// </code>
/// Not thread-safe: each partition has its own, told apart by its number.
/// </summary>
public sealed class RecordSealer : IDisposable
{
    internal const int KeyLength = 32;
    internal const int NonceOffset = 4;
    internal const int NonceLength = 12;
    internal const int TagOffset = NonceOffset + NonceLength;
    internal const int TagLength = 16;

    /// <summary>What sealing adds to a record.</summary>
    public const int Overhead = TagOffset + TagLength;

    private readonly AesGcm cipher;
    private readonly int epoch;
    private readonly int sealer;
    private ulong counter;

    public RecordSealer(JournalKey key, SealingEpoch epoch, int sealer)
    {
        cipher = new AesGcm(key.DataKey(epoch), TagLength);
        this.epoch = epoch.Number;
        this.sealer = sealer;
    }

    public byte[] Seal(EntityId stream, long sequence, RecordType type, ReadOnlySpan<byte> plain)
    {
        var record = new byte[Overhead + plain.Length];
        BinaryPrimitives.WriteInt32BigEndian(record, epoch);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(NonceOffset), sealer);
        BinaryPrimitives.WriteUInt64BigEndian(record.AsSpan(NonceOffset + sizeof(int)), counter++);
        Span<byte> place = stackalloc byte[RecordPlace.MaxStackLength];
        cipher.Encrypt(record.AsSpan(NonceOffset, NonceLength), plain, record.AsSpan(Overhead),
            record.AsSpan(TagOffset, TagLength), RecordPlace.Write(stream, sequence, type, place));
        return record;
    }

    public void Dispose() => cipher.Dispose();
}
