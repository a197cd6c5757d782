using System.Security.Cryptography;

namespace Protocols.Radius.Secrets;

/// <summary>
/// The chain of MD5 blocks that RFC 2865 §5.2 and RFC 2868 §3.5 share: b1 = MD5(S ‖ RA ‖ salt), bi = MD5(S ‖ c(i−1)), ci = pi ⊕ bi.
/// </summary>
internal static class Md5Stream
{
    public const int BlockLength = MD5.HashSizeInBytes;

    /// <param name="text">Whole blocks, encrypted in place.</param>
    public static void Encrypt(Span<byte> text, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> salt)
    {
        Span<byte> pad = stackalloc byte[BlockLength];
        First(secret, authenticator, salt, pad);
        for (var at = 0; at < text.Length; at += BlockLength)
        {
            var block = text.Slice(at, BlockLength);
            Xor(block, pad);
            Hash(secret, block, pad);
        }
    }

    public static void Decrypt(Span<byte> text, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> salt)
    {
        Span<byte> pad = stackalloc byte[BlockLength];
        Span<byte> next = stackalloc byte[BlockLength];
        First(secret, authenticator, salt, pad);
        for (var at = 0; at < text.Length; at += BlockLength)
        {
            var block = text.Slice(at, BlockLength);
            Hash(secret, block, next);
            Xor(block, pad);
            next.CopyTo(pad);
        }
    }

    private static void First(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> salt, Span<byte> pad)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(secret);
        hash.AppendData(authenticator);
        hash.AppendData(salt);
        hash.GetHashAndReset(pad);
    }

    private static void Hash(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> block, Span<byte> pad) => First(secret, block, [], pad);

    private static void Xor(Span<byte> block, ReadOnlySpan<byte> pad)
    {
        for (var i = 0; i < block.Length; i++)
            block[i] ^= pad[i];
    }
}
