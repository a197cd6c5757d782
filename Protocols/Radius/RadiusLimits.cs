namespace Protocols.Radius;

/// <summary>Sizes in octets, as the wire format gives them.</summary>
public static class RadiusLimits
{
    /// <summary>Code, Identifier, Length, Authenticator (RFC 2865 §3).</summary>
    public const int HeaderLength = 20;

    public const int LengthOffset = 2;

    public const int AuthenticatorOffset = 4;

    public const int AuthenticatorLength = 16;

    /// <summary>Octets after it are not allowed; octets after the Length field are padding (RFC 2865 §3).</summary>
    public const int MaximumPacketLength = 4096;

    /// <summary>Type and Length (RFC 2865 §5).</summary>
    public const int AttributeHeaderLength = 2;

    /// <summary>Length is one octet and counts the header (RFC 2865 §5).</summary>
    public const int MaximumAttributeValueLength = 253;

    /// <summary>Vendor-Id, before the vendor's own attributes (RFC 2865 §5.26).</summary>
    public const int VendorIdLength = 4;

    /// <summary>A vendor attribute's Type and Length, inside a Vendor-Specific (RFC 2865 §5.26).</summary>
    public const int MaximumVendorValueLength = MaximumAttributeValueLength - VendorIdLength - AttributeHeaderLength;

    /// <summary>Identifiers of one source port towards one server (RFC 2865 §3).</summary>
    public const int IdentifiersPerSourcePort = 256;
}
