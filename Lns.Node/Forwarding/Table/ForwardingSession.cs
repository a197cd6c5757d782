using Lns.Node.Forwarding.Counters;
using Platform;
using Protocols.Ip;

namespace Lns.Node.Forwarding.Table;

/// <summary>One session as the data path needs it. Immutable but for its counters: a change installs another object.</summary>
public sealed class ForwardingSession
{
    /// <summary>A set-up takes about 15 frames, a link that is up few; without a bound one peer could fill its entity's mailbox.</summary>
    public const int FramesPerSecond = 100;

    public required VirtualRouter Router { get; init; }

    public required UdpPort Port { get; init; }

    public required UdpPeer Peer { get; init; }

    public required ushort LocalTunnelId { get; init; }

    public required ushort LocalSessionId { get; init; }

    public required ushort PeerTunnelId { get; init; }

    public required ushort PeerSessionId { get; init; }

    /// <summary>Where its PPP frames go.</summary>
    public required string TunnelKey { get; init; }

    public required Ipv4Prefix[] AccessRoutes { get; init; }

    /// <summary>Where packets from the remote site may come from; empty while IPCP is not up.</summary>
    public required Ipv4Prefix[] Sources { get; init; }

    /// <summary>Octets of the longest IP packet that the peer takes.</summary>
    public required int PeerMru { get; init; }

    public required uint LocalMagic { get; init; }

    public required bool Sequencing { get; init; }

    /// <summary>Data sequence numbers below it may be used, where <see cref="Sequencing"/> is shared between machines.</summary>
    public uint SequenceReserved { get; init; }

    /// <summary>Until the entity has answered, one question a second is enough.</summary>
    public RateLimit Reservations { get; } = new(1);

    public required bool LcpOpened { get; init; }

    public required SessionTraffic Traffic { get; init; }

    public required RateLimit Frames { get; init; }

    public uint Ids => SessionTable.IdsOf(LocalTunnelId, LocalSessionId);

    /// <summary>The same call, whichever of its entries this is.</summary>
    public bool IsSameCall(ForwardingSession? other) => other is not null && other.Ids == Ids && ReferenceEquals(other.Port, Port);

    public bool MaySend(Ipv4Address source)
    {
        foreach (var prefix in Sources)
            if (prefix.Contains(source))
                return true;
        return false;
    }
}
