using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Engine.Journal;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Akka.Journal;

/// <summary>
/// Seals records of a journal that many nodes write: AES-256-GCM with the record's place as additional data, as the embedded journal does.
/// There is no table of epochs to agree on, so a record carries its own: the key's id and the salt that the writer drew when it started.
/// <code>
/// octets  0..7    key id
///         8..39   salt of the writer's start; the data key is derived from both
///        40..47   counter: the nonce, never twice under one salt
///        48..63   tag
///        64..     ciphertext
/// </code>
/// May be used by any thread.
/// </summary>
internal sealed class ClusterSealer : IDisposable
{
    public const int Overhead = TagOffset + TagLength;

    private const int SaltOffset = sizeof(ulong);
    private const int CounterOffset = SaltOffset + SealingEpoch.SaltLength;
    private const int TagOffset = CounterOffset + sizeof(ulong);
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Starts of nodes whose data keys are kept; beyond it the table begins anew.</summary>
    private const int OpenersKept = 1_024;

    private readonly IReadOnlyList<JournalKey> keys;
    private readonly SealingEpoch epoch;
    private readonly ThreadLocal<AesGcm> cipher;
    private readonly ConcurrentDictionary<string, byte[]> dataKeys = new();
    private long counter;

    /// <param name="keys">The first seals, all open.</param>
    public ClusterSealer(IReadOnlyList<JournalKey> keys)
    {
        this.keys = keys;
        epoch = SealingEpoch.Draw(1, keys[0]);
        var dataKey = keys[0].DataKey(epoch);
        cipher = new ThreadLocal<AesGcm>(() => new AesGcm(dataKey, TagLength), trackAllValues: true);
    }

    public byte[] Seal(EntityId stream, long sequence, RecordType type, ReadOnlySpan<byte> plain)
    {
        var record = new byte[Overhead + plain.Length];
        BinaryPrimitives.WriteUInt64BigEndian(record, epoch.KeyId);
        epoch.Salt.CopyTo(record.AsSpan(SaltOffset));
        BinaryPrimitives.WriteInt64BigEndian(record.AsSpan(CounterOffset), Interlocked.Increment(ref counter));
        Span<byte> nonce = stackalloc byte[NonceLength];
        Nonce(record, nonce);
        Span<byte> place = stackalloc byte[RecordPlace.MaxStackLength];
        cipher.Value!.Encrypt(nonce, plain, record.AsSpan(Overhead), record.AsSpan(TagOffset, TagLength),
            RecordPlace.Write(stream, sequence, type, place));
        return record;
    }

    /// <returns>Null when the record is not what was written at this place, or its key is not in the key file.</returns>
    public byte[]? Open(EntityId stream, long sequence, RecordType type, byte[] record)
    {
        if (record.Length < Overhead || DataKeyOf(record) is not { } dataKey)
            return null;
        var plain = new byte[record.Length - Overhead];
        Span<byte> nonce = stackalloc byte[NonceLength];
        Nonce(record, nonce);
        Span<byte> place = stackalloc byte[RecordPlace.MaxStackLength];
        using var opener = new AesGcm(dataKey, TagLength);
        try
        {
            opener.Decrypt(nonce, record.AsSpan(Overhead), record.AsSpan(TagOffset, TagLength), plain,
                RecordPlace.Write(stream, sequence, type, place));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var one in cipher.Values)
            one.Dispose();
        cipher.Dispose();
    }

    private static void Nonce(ReadOnlySpan<byte> record, Span<byte> nonce)
    {
        nonce.Clear();
        record.Slice(CounterOffset, sizeof(ulong)).CopyTo(nonce[(NonceLength - sizeof(ulong))..]);
    }

    private byte[]? DataKeyOf(ReadOnlySpan<byte> record)
    {
        var name = Convert.ToHexString(record[..CounterOffset]);
        if (dataKeys.TryGetValue(name, out var known))
            return known;
        var id = BinaryPrimitives.ReadUInt64BigEndian(record);
        if (keys.FirstOrDefault(key => key.Id == id) is not { } master)
            return null;
        if (dataKeys.Count >= OpenersKept)
            dataKeys.Clear();
        return dataKeys[name] = master.DataKey(new SealingEpoch(1, id, record[SaltOffset..CounterOffset].ToArray()));
    }
}
