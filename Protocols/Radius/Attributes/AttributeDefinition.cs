namespace Protocols.Radius.Attributes;

/// <summary>How a value is read; the forms of RFC 2865 §5, with those of RFC 3162.</summary>
public enum AttributeForm
{
    Text,
    Octets,

    /// <summary>Four octets; three behind a tag (RFC 2868 §3.1).</summary>
    Integer,
    Address,
    Address6,

    /// <summary>Seconds since 1970 in four octets.</summary>
    Time,
}

/// <summary>How a value is hidden on the wire.</summary>
public enum Concealment
{
    None,

    /// <summary>RFC 2865 §5.2: keyed by the Request Authenticator.</summary>
    Password,

    /// <summary>RFC 2868 §3.5, RFC 2548 §2.4.2: keyed by the Request Authenticator and a salt.</summary>
    Salted,
}

/// <param name="Source">RFC and section, or the vendor's dictionary.</param>
/// <param name="IsSecret">Never shown in logs, concealed on the wire or not.</param>
public sealed record AttributeDefinition(
    string Name,
    AttributeKey Key,
    AttributeForm Form,
    string Source,
    bool Tagged = false,
    Concealment Concealment = Concealment.None,
    bool IsSecret = false);
