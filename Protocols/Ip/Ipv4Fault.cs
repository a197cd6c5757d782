namespace Protocols.Ip;

/// <summary>Why octets are no IPv4 packet that a router may forward (RFC 1812 §5.2.2).</summary>
public enum Ipv4Fault
{
    None,

    /// <summary>Fewer octets than a header.</summary>
    Truncated,

    NotVersion4,

    /// <summary>IHL under 5 words, or longer than the packet.</summary>
    HeaderLength,

    /// <summary>Total Length under the header's length, beyond the octets at hand or, of a fragment, beyond 65 535 octets of the whole.</summary>
    TotalLength,

    Checksum,
}
