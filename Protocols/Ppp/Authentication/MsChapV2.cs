using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Protocols.Ppp.Authentication;

/// <summary>The computations of RFC 2759 §8.</summary>
public static class MsChapV2
{
    public const int ChallengeLength = 16;
    public const int NtResponseLength = 24;
    /// <summary>"S=" and 40 hexadecimal digits (RFC 2759 §5).</summary>
    public const int AuthenticatorResponseLength = 42;

    // RFC 2759 §8.7.
    private static ReadOnlySpan<byte> Magic1 => "Magic server to client signing constant"u8;

    private static ReadOnlySpan<byte> Magic2 => "Pad to make it do more than one iteration"u8;

    /// <summary>GenerateNTResponse (§8.1): 24 octets.</summary>
    /// <param name="userName">Without a domain.</param>
    /// <param name="password">UTF-8.</param>
    public static byte[] NtResponse(
        ReadOnlySpan<byte> authenticatorChallenge,
        ReadOnlySpan<byte> peerChallenge,
        ReadOnlySpan<byte> userName,
        ReadOnlySpan<byte> password) =>
        ChallengeResponse(ChallengeHash(peerChallenge, authenticatorChallenge, userName), NtPasswordHash(password));

    /// <summary>ChallengeHash (§8.2): 8 octets.</summary>
    public static byte[] ChallengeHash(
        ReadOnlySpan<byte> peerChallenge, ReadOnlySpan<byte> authenticatorChallenge, ReadOnlySpan<byte> userName) =>
        Sha1(peerChallenge, authenticatorChallenge, userName)[..8];

    /// <summary>NtPasswordHash (§8.3): MD4 of the password in UTF-16, little endian.</summary>
    public static byte[] NtPasswordHash(ReadOnlySpan<byte> password) =>
        Md4.Hash(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(password)));

    /// <summary>ChallengeResponse (§8.5): the challenge encrypted with the three thirds of the padded hash.</summary>
    public static byte[] ChallengeResponse(ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> passwordHash)
    {
        Span<byte> keys = stackalloc byte[21];
        keys.Clear();
        passwordHash.CopyTo(keys);
        var block = BinaryPrimitives.ReadUInt64BigEndian(challenge);
        var response = new byte[NtResponseLength];
        for (var i = 0; i < 3; i++)
            BinaryPrimitives.WriteUInt64BigEndian(
                response.AsSpan(8 * i), Des.Encrypt(SpreadKey(keys.Slice(7 * i, 7)), block));
        return response;
    }

    /// <summary>GenerateAuthenticatorResponse (§8.7): "S=" and 40 digits.</summary>
    public static string AuthenticatorResponse(
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> ntResponse,
        ReadOnlySpan<byte> peerChallenge,
        ReadOnlySpan<byte> authenticatorChallenge,
        ReadOnlySpan<byte> userName)
    {
        var hashOfHash = Md4.Hash(NtPasswordHash(password));
        var digest = Sha1(hashOfHash, ntResponse, Magic1);
        return "S=" + Convert.ToHexString(Sha1(digest, ChallengeHash(peerChallenge, authenticatorChallenge, userName), Magic2));
    }

    /// <summary>The name without "DOMAIN\", which takes no part in the hash (§4).</summary>
    public static ReadOnlySpan<byte> WithoutDomain(ReadOnlySpan<byte> userName) =>
        userName[(userName.LastIndexOf((byte)'\\') + 1)..];

    /// <summary>Seven bits an octet, the eighth is DES's parity (§8.6).</summary>
    private static ulong SpreadKey(ReadOnlySpan<byte> sevenOctets)
    {
        var bits = 0ul;
        foreach (var octet in sevenOctets)
            bits = bits << 8 | octet;
        var key = 0ul;
        for (var i = 7; i >= 0; i--)
            key = key << 8 | (bits >> 7 * i & 0x7F) << 1;
        return key;
    }

    private static byte[] Sha1(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.AppendData(third);
        return hash.GetHashAndReset();
    }
}
