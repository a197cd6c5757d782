using System.Buffers.Binary;
using System.Security.Cryptography;
using Engine.Journal;

namespace Engine.Sealing;

/// <summary>Opens the records of all epochs whose keys are at hand. Not thread-safe.</summary>
public sealed class RecordOpener : IDisposable
{
    private readonly Dictionary<int, AesGcm> ciphers = [];

    public RecordOpener(IEnumerable<(SealingEpoch Epoch, JournalKey Key)> epochs)
    {
        foreach (var (epoch, key) in epochs)
            ciphers.Add(epoch.Number, new AesGcm(key.DataKey(epoch), RecordSealer.TagLength));
    }

    /// <summary>Which epoch sealed it; 0 for what is too short to be a record.</summary>
    public static int EpochOf(ReadOnlySpan<byte> payload) =>
        payload.Length < RecordSealer.Overhead ? 0 : BinaryPrimitives.ReadInt32BigEndian(payload);

    /// <returns>Null when the record is not what was written at this place.</returns>
    public byte[]? Open(in StoredRecord record)
    {
        ReadOnlySpan<byte> payload = record.Payload;
        if (!ciphers.TryGetValue(EpochOf(payload), out var cipher))
            return null;
        var plain = new byte[payload.Length - RecordSealer.Overhead];
        Span<byte> place = stackalloc byte[RecordPlace.MaxStackLength];
        try
        {
            cipher.Decrypt(payload.Slice(RecordSealer.NonceOffset, RecordSealer.NonceLength), payload[RecordSealer.Overhead..],
                payload.Slice(RecordSealer.TagOffset, RecordSealer.TagLength), plain,
                RecordPlace.Write(record.Stream.Entity, record.Sequence, record.Type, place));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var cipher in ciphers.Values)
            cipher.Dispose();
    }
}
