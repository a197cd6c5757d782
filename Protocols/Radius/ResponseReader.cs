using System.Collections.Immutable;
using Protocols.Radius.Secrets;

namespace Protocols.Radius;

/// <summary>What a client remembers of a request, to judge the answer by.</summary>
/// <param name="Request">AccessRequest, AccountingRequest or StatusServer.</param>
/// <param name="Identifier">Copied by the server into its answer.</param>
/// <param name="Authenticator">The request's, 16 octets.</param>
/// <param name="Secret">Shared with the server.</param>
/// <param name="RequireMessageAuthenticator">An answer to an Access-Request without one is discarded; against forged answers.</param>
public sealed record PendingRequest(
    RadiusCode Request,
    byte Identifier,
    ReadOnlyMemory<byte> Authenticator,
    ReadOnlyMemory<byte> Secret,
    bool RequireMessageAuthenticator);

/// <summary>A client's view of an answer: parsed, verified, revealed.</summary>
public static class ResponseReader
{
    public static RadiusReading Read(ReadOnlySpan<byte> datagram, PendingRequest pending)
    {
        var reading = RadiusPacketParser.Parse(datagram);
        if (reading.Packet is not { } packet)
            return reading;
        if (packet.Identifier != pending.Identifier)
            return RadiusReading.Malformed(RadiusFault.UnexpectedIdentifier);
        if (!Answers(pending.Request, packet.Code))
            return RadiusReading.Malformed(RadiusFault.UnexpectedCode);
        var fault = Verify(datagram, pending);
        return fault == RadiusFault.None ? Revealing.Reveal(packet, new(pending.Secret, pending.Authenticator)) : RadiusReading.Malformed(fault);
    }

    /// <summary>RFC 2865 §4, RFC 2866 §4; a Status-Server is answered as its port's other requests are (RFC 5997 §4).</summary>
    private static bool Answers(RadiusCode request, RadiusCode answer) => request switch
    {
        RadiusCode.AccessRequest => answer is RadiusCode.AccessAccept or RadiusCode.AccessReject or RadiusCode.AccessChallenge,
        RadiusCode.AccountingRequest => answer is RadiusCode.AccountingResponse,
        RadiusCode.StatusServer => answer is RadiusCode.AccessAccept or RadiusCode.AccountingResponse,
        _ => false,
    };

    private static RadiusFault Verify(ReadOnlySpan<byte> datagram, PendingRequest pending)
    {
        RadiusPacketParser.Frame(datagram, out var length);
        var packet = datagram[..length];
        // first the check that every answer passes: a wrong secret is then told from a missing Message-Authenticator
        if (!Authenticators.IsGoodResponse(packet, pending.Authenticator.Span, pending.Secret.Span))
            return RadiusFault.AuthenticatorWrong;
        var required = pending.RequireMessageAuthenticator && pending.Request == RadiusCode.AccessRequest;
        return MessageAuthenticator.Verify(packet, pending.Authenticator.Span, pending.Secret.Span, required);
    }
}

internal static class Revealing
{
    public static RadiusReading Reveal(RadiusPacket packet, Concealer concealer)
    {
        var clear = ImmutableArray.CreateBuilder<RadiusAttributeValue>(packet.Attributes.Length);
        foreach (var attribute in packet.Attributes)
        {
            if (concealer.Reveal(attribute) is not { } revealed)
                return RadiusReading.Malformed(RadiusFault.ConcealedValue, attribute.Key);
            clear.Add(revealed);
        }
        return RadiusReading.Of(packet with { Attributes = clear.DrainToImmutable() });
    }
}
