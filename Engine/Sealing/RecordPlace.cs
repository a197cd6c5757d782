using System.Buffers.Binary;
using System.Text;
using Engine.Journal;
using Shared.Messages.Entities;

namespace Engine.Sealing;

/// <summary>
/// The additional data of a record: version, type, sequence, kind, 0, key. Kinds and keys hold no 0, so no two places look alike.
/// </summary>
internal static class RecordPlace
{
    public const int MaxStackLength = 256;

    private const byte Version = 1;
    private const int FixedLength = 1 + 1 + sizeof(long);

    /// <returns>Within <paramref name="buffer"/> when it fits, which it does for all but absurdly long keys.</returns>
    public static ReadOnlySpan<byte> Write(EntityId stream, long sequence, RecordType type, Span<byte> buffer)
    {
        var needed = FixedLength + Encoding.UTF8.GetByteCount(stream.Kind) + 1 + Encoding.UTF8.GetByteCount(stream.Key);
        if (needed > buffer.Length)
            buffer = new byte[needed];
        buffer[0] = Version;
        buffer[1] = (byte)type;
        BinaryPrimitives.WriteInt64BigEndian(buffer[2..], sequence);
        var length = FixedLength + Encoding.UTF8.GetBytes(stream.Kind, buffer[FixedLength..]);
        buffer[length++] = 0;
        length += Encoding.UTF8.GetBytes(stream.Key, buffer[length..]);
        return buffer[..length];
    }
}
