using System.Security.Cryptography;

namespace Protocols.L2tp;

/// <summary>The CHAP-like proof that both ends share a secret (RFC 2661 §4.4.3, §5.1.1).</summary>
public static class TunnelAuthentication
{
    public const int ResponseLength = 16;

    /// <summary><c>MD5(id + secret + challenge)</c>.</summary>
    /// <param name="carrier">The message that will hold the response, SCCRP or SCCCN: its type is the CHAP identifier.</param>
    public static byte[] Respond(MessageType carrier, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> challenge)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData([(byte)carrier]);
        hash.AppendData(secret);
        hash.AppendData(challenge);
        return hash.GetHashAndReset();
    }

    /// <summary>Takes the same time wherever the difference is.</summary>
    /// <param name="carrier">The message that held the response.</param>
    public static bool Verify(MessageType carrier, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> response) =>
        CryptographicOperations.FixedTimeEquals(Respond(carrier, secret, challenge), response);
}
