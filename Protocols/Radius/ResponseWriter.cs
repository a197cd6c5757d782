using Protocols.Radius.Attributes;
using Protocols.Radius.Secrets;

namespace Protocols.Radius;

/// <summary>A server's answers: Proxy-State copied, values concealed, Message-Authenticator first, Response Authenticator last.</summary>
public static class ResponseWriter
{
    /// <param name="code">AccessAccept, AccessReject, AccessChallenge or AccountingResponse.</param>
    /// <param name="random">For the first salt; the next ones count on from it.</param>
    /// <param name="signed">Whether a Message-Authenticator is wanted.</param>
    /// <returns>Null where something does not fit its length field.</returns>
    public static byte[]? Write(RadiusCode code, RadiusPacket request, IEnumerable<RadiusAttributeValue> attributes,
        ReadOnlyMemory<byte> secret, Random random, bool signed = true)
    {
        var concealer = new Concealer(secret, request.Authenticator);
        var salt = (ushort)random.Next(SaltEncryption.SaltTopBit);
        List<RadiusAttributeValue> wire = signed ? [MessageAuthenticator.Placeholder] : [];
        foreach (var attribute in attributes)
        {
            if (concealer.Conceal(attribute, ref salt) is not { } concealed)
                return null;
            wire.Add(concealed);
        }
        // untouched and in order (RFC 2865 §5.33)
        wire.AddRange(request.Attributes.All(RadiusType.ProxyState));
        var packet = RadiusPacketWriter.Write(code, request.Identifier, request.Authenticator.Span, wire);
        if (packet is null)
            return null;
        if (signed)
            MessageAuthenticator.Sign(packet, request.Authenticator.Span, secret.Span);
        Authenticators.Put(packet, Authenticators.OfResponse(packet, request.Authenticator.Span, secret.Span));
        return packet;
    }
}
