using Protocols.Radius.Attributes;

namespace Protocols.Radius.Secrets;

/// <summary>Hides and reveals the values of a whole packet, each in the way that the catalogue names.</summary>
/// <param name="Secret">Shared with the other side.</param>
/// <param name="RequestAuthenticator">Of the request, also when the packet is its answer.</param>
public readonly record struct Concealer(ReadOnlyMemory<byte> Secret, ReadOnlyMemory<byte> RequestAuthenticator)
{
    /// <param name="salt">Counted up, so that no two values of a packet share one (RFC 2868 §3.5).</param>
    /// <returns>Null when the value is too long to be concealed.</returns>
    public RadiusAttributeValue? Conceal(RadiusAttributeValue attribute, ref ushort salt)
    {
        switch (AttributeCatalog.Find(attribute.Key)?.Concealment)
        {
            case Concealment.Password:
                return With(attribute, UserPassword.Conceal(attribute.Value.Span, Secret.Span, RequestAuthenticator.Span));
            case Concealment.Salted:
                return With(attribute, SaltEncryption.Conceal(attribute.Value.Span, Secret.Span, RequestAuthenticator.Span, salt++));
            default:
                return attribute;
        }
    }

    /// <returns>Null when the value does not decrypt to something whole.</returns>
    public RadiusAttributeValue? Reveal(RadiusAttributeValue attribute)
    {
        var definition = AttributeCatalog.Find(attribute.Key);
        switch (definition?.Concealment)
        {
            case Concealment.Password:
                var text = UserPassword.Reveal(attribute.Value.Span, Secret.Span, RequestAuthenticator.Span);
                return With(attribute, definition.Form == AttributeForm.Text ? TrimZeros(text) : text);
            case Concealment.Salted:
                return With(attribute, SaltEncryption.Reveal(attribute.Value.Span, Secret.Span, RequestAuthenticator.Span));
            default:
                return attribute;
        }
    }

    private static RadiusAttributeValue? With(RadiusAttributeValue attribute, byte[]? value) =>
        value is null ? null : attribute with { Value = value };

    private static byte[]? TrimZeros(byte[]? text) => text?.AsSpan().TrimEnd((byte)0).ToArray();
}
