using System.Buffers.Binary;
using System.Numerics;

namespace Protocols.Ppp.Authentication;

/// <summary>MD4 (RFC 1320), which .NET doesn't have; MS-CHAPv2 hashes passwords with it.</summary>
public static class Md4
{
    public const int HashLength = 16;
    private const int BlockLength = 64;

    private static ReadOnlySpan<byte> Round1Shifts => [3, 7, 11, 19];

    private static ReadOnlySpan<byte> Round2Shifts => [3, 5, 9, 13];

    private static ReadOnlySpan<byte> Round3Shifts => [3, 9, 11, 15];

    private static ReadOnlySpan<byte> Round2Words => [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];

    private static ReadOnlySpan<byte> Round3Words => [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];

    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        // Padding: 0x80, zeros to 56 modulo 64, the length in bits (RFC 1320 §3.1, §3.2).
        var padded = new byte[(message.Length + 8) / BlockLength * BlockLength + BlockLength];
        message.CopyTo(padded);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(padded.AsSpan(padded.Length - 8), (ulong)message.Length * 8);

        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476];
        for (var offset = 0; offset < padded.Length; offset += BlockLength)
            Absorb(padded.AsSpan(offset, BlockLength), state);

        var hash = new byte[HashLength];
        for (var i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(4 * i), state[i]);
        return hash;
    }

    private static void Absorb(ReadOnlySpan<byte> block, Span<uint> state)
    {
        Span<uint> words = stackalloc uint[16];
        for (var i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);

        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var step = 0; step < 48; step++)
        {
            var i = step % 16;
            var sum = (step / 16) switch
            {
                0 => a + (b & c | ~b & d) + words[i],
                1 => a + (b & c | b & d | c & d) + words[Round2Words[i]] + 0x5A827999,
                _ => a + (b ^ c ^ d) + words[Round3Words[i]] + 0x6ED9EBA1,
            };
            var shifts = (step / 16) switch { 0 => Round1Shifts, 1 => Round2Shifts, _ => Round3Shifts };
            (a, b, c, d) = (d, BitOperations.RotateLeft(sum, shifts[i % 4]), b, c);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
