using System.Security.Cryptography;
using Protocols.Radius.Attributes;

namespace Protocols.Radius.Secrets;

/// <summary>
/// HMAC-MD5, keyed with the secret, over the packet with zeros in the attribute's own value (RFC 3579 §3.2). In a response the Request
/// Authenticator stands in the header's field; in requests whose authenticator is itself a digest zeros do (RFC 5176 §3.4).
/// </summary>
public static class MessageAuthenticator
{
    public const int Length = HMACMD5.HashSizeInBytes;

    /// <summary>First in the packet, so that no octet an attacker chose precedes it.</summary>
    public static RadiusAttributeValue Placeholder { get; } =
        RadiusAttributeValue.Octets(RadiusType.MessageAuthenticator, new byte[Length]);

    /// <param name="packet">Holds a placeholder; its value is written in place.</param>
    /// <param name="authenticator">What stands in the header's field for this digest.</param>
    public static void Sign(Span<byte> packet, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> secret)
    {
        var digest = Compute(packet, authenticator, secret, out var offset, out _);
        digest.CopyTo(packet[offset..]);
    }

    /// <param name="packet">Parsed before: its attributes have sane lengths.</param>
    /// <param name="authenticator">As for <see cref="Sign"/>.</param>
    /// <param name="secret">Shared with the other side.</param>
    /// <param name="required">Whether its absence is a fault.</param>
    public static RadiusFault Verify(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> secret, bool required)
    {
        var digest = Compute(packet, authenticator, secret, out var offset, out var count);
        if (count == 0)
            return required ? RadiusFault.MessageAuthenticatorMissing : RadiusFault.None;
        if (count > 1)
            return RadiusFault.MessageAuthenticatorRepeated;
        if (offset < 0)
            return RadiusFault.AttributeValue;
        return CryptographicOperations.FixedTimeEquals(digest, packet.Slice(offset, Length))
            ? RadiusFault.None
            : RadiusFault.MessageAuthenticatorWrong;
    }

    private static byte[] Compute(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> secret,
        out int offset, out int count)
    {
        (offset, count) = Locate(packet);
        if (offset < 0)
            return [];
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.MD5, secret);
        hmac.AppendData(packet[..RadiusLimits.AuthenticatorOffset]);
        hmac.AppendData(authenticator);
        hmac.AppendData(packet[RadiusLimits.HeaderLength..offset]);
        hmac.AppendData(Placeholder.Value.Span);
        hmac.AppendData(packet[(offset + Length)..]);
        return hmac.GetHashAndReset();
    }

    /// <returns>Offset of the value, −1 if there is none of the right length; and how many there are.</returns>
    private static (int Offset, int Count) Locate(ReadOnlySpan<byte> packet)
    {
        var (offset, count) = (-1, 0);
        for (var at = RadiusLimits.HeaderLength; at < packet.Length; at += packet[at + 1])
        {
            if (packet[at] != RadiusType.MessageAuthenticator)
                continue;
            count++;
            if (packet[at + 1] == RadiusLimits.AttributeHeaderLength + Length)
                offset = at + RadiusLimits.AttributeHeaderLength;
        }
        return (offset, count);
    }
}
