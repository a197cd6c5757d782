using Protocols.Radius.Attributes;
using Protocols.Radius.Secrets;

namespace Protocols.Radius;

/// <summary>A client's packets: values concealed, authenticators in place. Null wherever something does not fit its length field.</summary>
public static class RequestWriter
{
    /// <summary>With Message-Authenticator, first in the packet (RFC 3579 §3.2).</summary>
    /// <param name="authenticator">16 random octets, never used before with this secret (RFC 2865 §3).</param>
    public static byte[]? AccessRequest(byte identifier, ReadOnlyMemory<byte> authenticator,
        IEnumerable<RadiusAttributeValue> attributes, ReadOnlyMemory<byte> secret) =>
        Signed(RadiusCode.AccessRequest, identifier, authenticator, attributes, secret);

    /// <summary>RFC 5997 §3: Message-Authenticator is a must, nothing of a user or a session may be in it.</summary>
    public static byte[]? StatusServer(byte identifier, ReadOnlyMemory<byte> authenticator,
        IEnumerable<RadiusAttributeValue> attributes, ReadOnlyMemory<byte> secret) =>
        Signed(RadiusCode.StatusServer, identifier, authenticator, attributes, secret);

    public static byte[]? AccountingRequest(byte identifier, IEnumerable<RadiusAttributeValue> attributes, ReadOnlyMemory<byte> secret)
    {
        var packet = RadiusPacketWriter.Write(RadiusCode.AccountingRequest, identifier, [], attributes);
        if (packet is not null)
            Authenticators.Put(packet, Authenticators.OfAccountingRequest(packet, secret.Span));
        return packet;
    }

    private static byte[]? Signed(RadiusCode code, byte identifier, ReadOnlyMemory<byte> authenticator,
        IEnumerable<RadiusAttributeValue> attributes, ReadOnlyMemory<byte> secret)
    {
        var concealer = new Concealer(secret, authenticator);
        List<RadiusAttributeValue> wire = [MessageAuthenticator.Placeholder];
        ushort salt = 0;
        foreach (var attribute in attributes)
        {
            if (attribute.Key == RadiusType.MessageAuthenticator)
                continue;
            if (concealer.Conceal(attribute, ref salt) is not { } concealed)
                return null;
            wire.Add(concealed);
        }
        var packet = RadiusPacketWriter.Write(code, identifier, authenticator.Span, wire);
        if (packet is not null)
            MessageAuthenticator.Sign(packet, authenticator.Span, secret.Span);
        return packet;
    }
}
