using System.Net;
using Platform;
using Protocols.Ip;
using Shared.Messages;

namespace Lns.Node.Forwarding;

/// <summary>Where the forwarder hands over what is not its own. Called on its threads: hand on and return.</summary>
public sealed record ForwarderCallbacks
{
    /// <summary>A datagram with the T bit, as it came.</summary>
    public required UdpReceived Control { get; init; }

    /// <summary>A PPP frame for the tunnel entity with this key; its protocol field is always two octets.</summary>
    public required Action<string, PppFrame> Frame { get; init; }

    public required Action<TriggerEvent> Trigger { get; init; }

    /// <summary>For the tunnel entity with this key; only in a cluster.</summary>
    public Action<string, ReserveSequence> ReserveSequence { get; init; } = (_, _) => { };

    /// <summary>Data for ids that no session has; a few a second at most.</summary>
    public Action<UnknownSession> Unknown { get; init; } = _ => { };

    /// <summary>An exception on a forwarding thread, which goes on; a device that is gone ends its thread.</summary>
    public Action<Exception> Fault { get; init; } = _ => { };
}

/// <summary>A packet arrived for a dial-out route.</summary>
/// <param name="Target">The prefix of the dial-out route.</param>
/// <param name="Packet">A copy of the whole packet, untouched.</param>
public sealed record TriggerEvent(string VirtualRouter, Ipv4Prefix Target, Ipv4Address Destination, ReadOnlyMemory<byte> Packet);

/// <param name="Peer">Who sent it: it may hold a session that we have forgotten.</param>
public sealed record UnknownSession(IPEndPoint Local, IPEndPoint Peer, ushort TunnelId, ushort SessionId);
