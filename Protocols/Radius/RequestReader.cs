using Protocols.Radius.Secrets;

namespace Protocols.Radius;

/// <summary>A server's view of a request: parsed, verified, User-Password revealed.</summary>
public static class RequestReader
{
    /// <param name="requireMessageAuthenticator">For Access-Requests; a Status-Server always needs one (RFC 5997 §3).</param>
    public static RadiusReading Read(ReadOnlySpan<byte> datagram, ReadOnlyMemory<byte> secret, bool requireMessageAuthenticator)
    {
        var reading = RadiusPacketParser.Parse(datagram);
        if (reading.Packet is not { } packet)
            return reading;
        RadiusPacketParser.Frame(datagram, out var length);
        var fault = Verify(datagram[..length], packet, secret.Span, requireMessageAuthenticator);
        if (fault != RadiusFault.None)
            return RadiusReading.Malformed(fault);
        return packet.Code == RadiusCode.AccessRequest ? Revealing.Reveal(packet, new(secret, packet.Authenticator)) : reading;
    }

    private static RadiusFault Verify(ReadOnlySpan<byte> datagram, RadiusPacket packet, ReadOnlySpan<byte> secret, bool required)
    {
        switch (packet.Code)
        {
            case RadiusCode.AccessRequest:
                return MessageAuthenticator.Verify(datagram, packet.Authenticator.Span, secret, required);
            case RadiusCode.StatusServer:
                return MessageAuthenticator.Verify(datagram, packet.Authenticator.Span, secret, required: true);
            case RadiusCode.AccountingRequest or RadiusCode.CoaRequest or RadiusCode.DisconnectRequest:
                if (!Authenticators.IsGoodAccountingRequest(datagram, secret))
                    return RadiusFault.AuthenticatorWrong;
                // the authenticator is a digest over the finished packet, so zeros stood in its place (RFC 5176 §3.4)
                Span<byte> zeros = stackalloc byte[RadiusLimits.AuthenticatorLength];
                zeros.Clear();
                return MessageAuthenticator.Verify(datagram, zeros, secret, required: false);
            default:
                return RadiusFault.UnexpectedCode;
        }
    }
}
