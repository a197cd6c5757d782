using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Protocols.L2tp;

/// <summary>
/// Hides and reveals the value of an AVP (RFC 2661 §4.3): <c>b1 = MD5(AV + S + RV), bi = MD5(S + c(i-1)), ci = pi xor bi</c>
/// over the subformat
/// <code>
/// |   Length of Original Value    |   Original Attribute Value ...  |  Padding ... |
/// </code>
/// </summary>
public static class AvpHider
{
    /// <summary>Octets of the field that holds the original length.</summary>
    public const int LengthFieldLength = 2;

    private const int ChunkLength = 16;

    /// <returns>What goes on the wire in place of <paramref name="value"/>.</returns>
    public static byte[] Hide(AvpType type, ReadOnlySpan<byte> value, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> randomVector,
        ReadOnlySpan<byte> padding)
    {
        var hidden = new byte[LengthFieldLength + value.Length + padding.Length];
        BinaryPrimitives.WriteUInt16BigEndian(hidden, checked((ushort)value.Length));
        value.CopyTo(hidden.AsSpan(LengthFieldLength));
        padding.CopyTo(hidden.AsSpan(LengthFieldLength + value.Length));

        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> key = stackalloc byte[ChunkLength];
        FirstKey(md5, type, secret, randomVector, key);
        for (var at = 0; at < hidden.Length; at += ChunkLength)
        {
            var chunk = hidden.AsSpan(at, Math.Min(ChunkLength, hidden.Length - at));
            Xor(chunk, key);
            NextKey(md5, secret, chunk, key);
        }

        return hidden;
    }

    /// <summary>
    /// The recovered length is an output of the cipher, so a wrong secret makes it anything: it is compared with what is there and never
    /// bounds a read.
    /// </summary>
    /// <returns>Null where it doesn't fit.</returns>
    public static byte[]? Reveal(AvpType type, ReadOnlySpan<byte> hidden, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> randomVector)
    {
        if (hidden.Length < LengthFieldLength)
            return null;
        var clear = hidden.ToArray();
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> key = stackalloc byte[ChunkLength];
        FirstKey(md5, type, secret, randomVector, key);
        for (var at = 0; at < clear.Length; at += ChunkLength)
        {
            var chunk = clear.AsSpan(at, Math.Min(ChunkLength, clear.Length - at));
            Xor(chunk, key);
            NextKey(md5, secret, hidden.Slice(at, chunk.Length), key);
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(clear);
        return length <= clear.Length - LengthFieldLength ? clear[LengthFieldLength..(LengthFieldLength + length)] : null;
    }

    private static void FirstKey(IncrementalHash md5, AvpType type, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> randomVector,
        Span<byte> key)
    {
        Span<byte> attribute = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(attribute, (ushort)type);
        md5.AppendData(attribute);
        md5.AppendData(secret);
        md5.AppendData(randomVector);
        md5.GetHashAndReset(key);
    }

    private static void NextKey(IncrementalHash md5, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> previousCipher, Span<byte> key)
    {
        md5.AppendData(secret);
        md5.AppendData(previousCipher);
        md5.GetHashAndReset(key);
    }

    private static void Xor(Span<byte> chunk, ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < chunk.Length; i++)
            chunk[i] ^= key[i];
    }
}
