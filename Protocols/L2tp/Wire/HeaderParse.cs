namespace Protocols.L2tp;

/// <summary>
/// What became of the octets at the head of a datagram. Anything but <see cref="Parsed"/> is discarded silently and counted.
/// </summary>
public enum HeaderParse
{
    Parsed,

    /// <summary>The datagram ends before its header, or before the length that its header states.</summary>
    Truncated,

    /// <summary>Version 1 is L2F on the same port; it and every other unknown version is discarded (RFC 2661 §3.1, §8.1).</summary>
    UnsupportedVersion,

    /// <summary>Flags that a control message must not have, or lengths that contradict each other (RFC 2661 §3.1, §7.1).</summary>
    Malformed,
}
