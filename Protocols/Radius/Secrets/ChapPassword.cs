using System.Security.Cryptography;

namespace Protocols.Radius.Secrets;

/// <summary>
/// CHAP-Password: the CHAP Identifier, then the 16 octets of the response (RFC 2865 §5.3); the challenge stands in CHAP-Challenge, or, if
/// that is absent, in the Request Authenticator.
/// </summary>
public static class ChapPassword
{
    public const int Length = 1 + MD5.HashSizeInBytes;

    public static byte[] Of(byte identifier, ReadOnlySpan<byte> password, ReadOnlySpan<byte> challenge)
    {
        var value = new byte[Length];
        value[0] = identifier;
        Response(identifier, password, challenge).CopyTo(value.AsSpan(1));
        return value;
    }

    /// <summary>What a server does with a password that it knows.</summary>
    public static bool IsGood(ReadOnlySpan<byte> value, ReadOnlySpan<byte> password, ReadOnlySpan<byte> challenge) =>
        value.Length == Length && CryptographicOperations.FixedTimeEquals(value, Of(value[0], password, challenge));

    /// <summary>RFC 1994 §4.1: MD5(Identifier ‖ secret ‖ challenge).</summary>
    private static byte[] Response(byte identifier, ReadOnlySpan<byte> password, ReadOnlySpan<byte> challenge)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData([identifier]);
        hash.AppendData(password);
        hash.AppendData(challenge);
        return hash.GetHashAndReset();
    }
}
