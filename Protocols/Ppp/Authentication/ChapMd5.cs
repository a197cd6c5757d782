using System.Security.Cryptography;

namespace Protocols.Ppp.Authentication;

public static class ChapMd5
{
    public const int ResponseLength = 16;

    /// <summary>MD5 of Identifier, secret and challenge (RFC 1994 §4.1).</summary>
    public static byte[] Response(byte identifier, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> challenge)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData([identifier]);
        hash.AppendData(secret);
        hash.AppendData(challenge);
        return hash.GetHashAndReset();
    }
}
