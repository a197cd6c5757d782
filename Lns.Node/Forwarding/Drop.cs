namespace Lns.Node.Forwarding;

/// <summary>Why the forwarder did not pass a packet on. Each has a counter; the names stand in metrics.</summary>
public enum Drop
{
    /// <summary>From the device: IPv6 or no IP at all. Only IPv4 is forwarded so far.</summary>
    DownstreamNotIpv4,
    DownstreamMalformed,
    NoRoute,
    TimeToLiveExpired,

    /// <summary>Longer than the peer's MRU, and not to be fragmented.</summary>
    TooBig,

    /// <summary>The kernel did not take the datagram to the peer.</summary>
    PeerUnreachable,

    /// <summary>The data sequence numbers that are reserved have been used up; the entity has not said more.</summary>
    SequenceNotReserved,

    /// <summary>For another node that has the session's data sequence numbers, above the rate of the way there.</summary>
    RelayAboveRate,

    /// <summary>A trigger above the rate that entities are told of.</summary>
    TriggerAboveRate,

    /// <summary>A waiting packet was flushed when no access route covered it any more.</summary>
    FlushedWithoutRoute,

    MalformedHeader,

    /// <summary>L2F, L2TPv3 or anything else that is not version 2.</summary>
    UnknownVersion,
    UnknownSession,

    /// <summary>The ids are of a session, the address or port is not of its peer.</summary>
    WrongPeer,
    MalformedPpp,

    /// <summary>PPP control frames of one session above the rate that its entity is told of.</summary>
    FrameAboveRate,

    /// <summary>IP before IPCP is up.</summary>
    NetworkNotUp,
    UpstreamMalformed,

    /// <summary>The source is none of the remote site's addresses (reverse path).</summary>
    ForeignSource,

    /// <summary>The virtual router's device did not take the packet.</summary>
    DeviceRefused,

    /// <summary>An ICMP error that was not sent, above the rate of RFC 1812 §4.3.2.8.</summary>
    IcmpAboveRate,
}
