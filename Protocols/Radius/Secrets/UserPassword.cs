using System.Security.Cryptography;

namespace Protocols.Radius.Secrets;

/// <summary>
/// RFC 2865 §5.2: the password, zero-padded to blocks of 16, XORed with b1 = MD5(S ‖ RA), bi = MD5(S ‖ c(i−1)).
/// </summary>
public static class UserPassword
{
    /// <summary>RFC 2865 §5.2: 16 to 128 octets.</summary>
    public const int MaximumLength = 128;

    /// <returns>Null for a password of more than 128 octets.</returns>
    public static byte[]? Conceal(ReadOnlySpan<byte> password, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> requestAuthenticator)
    {
        if (password.Length > MaximumLength)
            return null;
        var blocks = Math.Max(1, (password.Length + Md5Stream.BlockLength - 1) / Md5Stream.BlockLength);
        var text = new byte[blocks * Md5Stream.BlockLength];
        password.CopyTo(text);
        Md5Stream.Encrypt(text, secret, requestAuthenticator, []);
        return text;
    }

    /// <summary>The whole blocks, padding included: only a text may lose its trailing zeros.</summary>
    /// <returns>Null when the length is not one that concealing makes.</returns>
    public static byte[]? Reveal(ReadOnlySpan<byte> concealed, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> requestAuthenticator)
    {
        if (concealed.Length is 0 or > MaximumLength || concealed.Length % Md5Stream.BlockLength != 0)
            return null;
        var text = concealed.ToArray();
        Md5Stream.Decrypt(text, secret, requestAuthenticator, []);
        return text;
    }
}
