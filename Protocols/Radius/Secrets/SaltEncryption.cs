using System.Buffers.Binary;

namespace Protocols.Radius.Secrets;

/// <summary>
/// Tunnel-Password (RFC 2868 §3.5) and the MPPE keys (RFC 2548 §2.4.2): salt (2 octets) ‖ blocks of 16 over length ‖ value ‖ zeros.
/// </summary>
public static class SaltEncryption
{
    public const int SaltLength = 2;

    /// <summary>The top bit of a salt is set (RFC 2868 §3.5), so it can't be mistaken for a tag.</summary>
    public const ushort SaltTopBit = 0x8000;

    /// <summary>With tag and salt, 15 whole blocks fit into an attribute; one octet is the length's.</summary>
    public const int MaximumLength = 15 * Md5Stream.BlockLength - 1;

    /// <param name="salt">Different for each concealed value of a packet.</param>
    /// <returns>Null for a value that is too long.</returns>
    public static byte[]? Conceal(ReadOnlySpan<byte> value, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> requestAuthenticator, ushort salt)
    {
        if (value.Length > MaximumLength)
            return null;
        var blocks = value.Length / Md5Stream.BlockLength + 1;
        var concealed = new byte[SaltLength + blocks * Md5Stream.BlockLength];
        BinaryPrimitives.WriteUInt16BigEndian(concealed, (ushort)(salt | SaltTopBit));
        var text = concealed.AsSpan(SaltLength);
        text[0] = (byte)value.Length;
        value.CopyTo(text[1..]);
        Md5Stream.Encrypt(text, secret, requestAuthenticator, concealed.AsSpan(0, SaltLength));
        return concealed;
    }

    /// <returns>
    /// Null when the length is not one that concealing makes, or the recovered length does not fit: it is an output of the cipher, and with
    /// a wrong secret it can be anything.
    /// </returns>
    public static byte[]? Reveal(ReadOnlySpan<byte> concealed, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> requestAuthenticator)
    {
        var length = concealed.Length - SaltLength;
        if (length <= 0 || length % Md5Stream.BlockLength != 0)
            return null;
        var text = concealed[SaltLength..].ToArray();
        Md5Stream.Decrypt(text, secret, requestAuthenticator, concealed[..SaltLength]);
        return text[0] < text.Length ? text[1..(1 + text[0])] : null;
    }
}
