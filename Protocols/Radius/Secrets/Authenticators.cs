using System.Security.Cryptography;

namespace Protocols.Radius.Secrets;

/// <summary>MD5 over a packet with the secret behind it; what stands in the Authenticator field meanwhile tells the kinds apart.</summary>
public static class Authenticators
{
    /// <summary>Accounting-Request and the requests of RFC 5176: zeros stand in the field (RFC 2866 §3, RFC 5176 §2.3).</summary>
    public static byte[] OfAccountingRequest(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> secret)
    {
        Span<byte> zeros = stackalloc byte[RadiusLimits.AuthenticatorLength];
        zeros.Clear();
        return Compute(packet, zeros, secret);
    }

    /// <summary>Every response: the Request Authenticator stands in the field (RFC 2865 §3).</summary>
    public static byte[] OfResponse(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> requestAuthenticator, ReadOnlySpan<byte> secret) =>
        Compute(packet, requestAuthenticator, secret);

    public static bool IsGoodAccountingRequest(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> secret) =>
        CryptographicOperations.FixedTimeEquals(OfAccountingRequest(packet, secret), Field(packet));

    public static bool IsGoodResponse(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> requestAuthenticator, ReadOnlySpan<byte> secret) =>
        CryptographicOperations.FixedTimeEquals(OfResponse(packet, requestAuthenticator, secret), Field(packet));

    public static void Put(Span<byte> packet, ReadOnlySpan<byte> authenticator) =>
        authenticator.CopyTo(packet.Slice(RadiusLimits.AuthenticatorOffset, RadiusLimits.AuthenticatorLength));

    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> packet) =>
        packet.Slice(RadiusLimits.AuthenticatorOffset, RadiusLimits.AuthenticatorLength);

    private static byte[] Compute(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> secret)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(packet[..RadiusLimits.AuthenticatorOffset]);
        hash.AppendData(authenticator);
        hash.AppendData(packet[RadiusLimits.HeaderLength..]);
        hash.AppendData(secret);
        return hash.GetHashAndReset();
    }
}
