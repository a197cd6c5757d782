using Lns.Node.Forwarding.Table;
using Lns.Node.Forwarding.Wire;
using Protocols.Ip;

namespace Lns.Node.Forwarding;

/// <summary>
/// The way from the home side to the remote sites: IP packet, longest-prefix match, PPP and L2TP headers put before it in the same buffer,
/// UDP. One call a packet; a later batch calls it for each of its packets and sends at the end.
/// </summary>
public sealed class Downstream(ForwarderCallbacks callbacks, CoarseClock clock, DropCounters drops, SequencedSessions sequenced)
{
    /// <summary>Room before the packet for the longest headers: L2TP 10, PPP 4; rounded up.</summary>
    public const int Headroom = 16;

    /// <summary>Of a buffer that holds any IPv4 packet.</summary>
    public const int BufferOctets = Headroom + ushort.MaxValue;

    [ThreadStatic]
    private static byte[]? fragmentBuffer;

    /// <summary>Passes on what a device gave.</summary>
    /// <param name="buffer">The packet behind <see cref="Headroom"/> octets of room; changed in place.</param>
    /// <param name="mayTrigger">False for packets that have triggered before and waited.</param>
    /// <returns>True when the packet went to a session.</returns>
    public bool Forward(VirtualRouter router, Span<byte> buffer, bool mayTrigger)
    {
        var packet = buffer[Headroom..];
        var fault = Ipv4Header.Read(packet, out var header);
        if (fault != Ipv4Fault.None)
            return Dropped(fault == Ipv4Fault.NotVersion4 ? Drop.DownstreamNotIpv4 : Drop.DownstreamMalformed);
        packet = packet[..header.TotalOctets];
        var route = router.Routes.Find(header.Destination, out var prefix);
        if (route is null)
            return Refused(router, packet, header, mayTrigger ? Drop.NoRoute : Drop.FlushedWithoutRoute);
        if (route.Session is { } session)
            return ToSession(router, session, buffer[..(Headroom + header.TotalOctets)], header);
        if (!mayTrigger)
            return Dropped(Drop.FlushedWithoutRoute);
        Trigger(router, prefix, packet, header);
        return false;
    }

    private void Trigger(VirtualRouter router, Ipv4Prefix target, ReadOnlySpan<byte> packet, in Ipv4Header header)
    {
        if (router.Triggers.TryPass(header.Destination, clock.UnixMs))
            callbacks.Trigger(new TriggerEvent(router.Name, target, header.Destination, packet.ToArray()));
        else
            drops.Count(Drop.TriggerAboveRate);
    }

    private bool ToSession(VirtualRouter router, ForwardingSession session, Span<byte> buffer, in Ipv4Header header)
    {
        var packet = buffer[Headroom..];
        if (header.TimeToLive <= 1)
            return Refused(router, packet, header, Drop.TimeToLiveExpired);
        var tooBig = header.TotalOctets > session.PeerMru;
        if (tooBig && header.DontFragment)
            return Refused(router, packet, header, Drop.TooBig, session.PeerMru);
        Ipv4Header.DecrementTimeToLive(packet);
        TcpMss.Clamp(packet, header, session.PeerMru - TcpMss.HeaderOctets);
        return tooBig ? SendFragments(session, packet) : Send(session, buffer);
    }

    private bool SendFragments(ForwardingSession session, ReadOnlySpan<byte> packet)
    {
        fragmentBuffer ??= new byte[BufferOctets];
        // read again: the header's time to live has changed
        Ipv4Header.Read(packet, out var header);
        var fragments = new Ipv4Fragmenter(packet, header, session.PeerMru);
        var allSent = true;
        while (fragments.TryNext(fragmentBuffer.AsSpan(Headroom), out var octets))
            allSent &= Send(session, fragmentBuffer.AsSpan(0, Headroom + octets));
        return allSent;
    }

    private bool Send(ForwardingSession session, Span<byte> buffer)
    {
        PppPayload.WriteBefore(buffer[..Headroom], PppPayload.Ipv4);
        const int pppAt = Headroom - PppPayload.HeaderOctets;
        if (sequenced.IsElsewhere(session))
        {
            if (!sequenced.Relay(session, buffer[pppAt..])) return false;
            session.Traffic.CountOutput(buffer.Length - Headroom, clock.UnixMs);
            return true;
        }
        if (!sequenced.TryNumber(session, out var ns)) return false;
        var octets = DataHeader.WriteBefore(buffer[..pppAt], session.PeerTunnelId, session.PeerSessionId, ns);
        if (!session.Port.Send(buffer[(pppAt - octets)..], session.Peer))
            return Dropped(Drop.PeerUnreachable);
        session.Traffic.CountOutput(buffer.Length - Headroom, clock.UnixMs);
        return true;
    }

    /// <summary>Drops a packet and tells its sender why, where RFC 1812 has an ICMP error for it.</summary>
    private bool Refused(VirtualRouter router, ReadOnlySpan<byte> packet, in Ipv4Header header, Drop reason, int nextHopMtu = 0)
    {
        drops.Count(reason);
        if (!IcmpError.IsAllowedAbout(packet, header))
            return false;
        if (!router.IcmpErrors.TryTake(clock.UnixMs))
            return Dropped(Drop.IcmpAboveRate);
        Span<byte> error = stackalloc byte[IcmpError.MaxOctets];
        var from = router.Address ?? header.Destination;
        var octets = reason switch
        {
            Drop.TooBig => IcmpError.WriteFragmentationNeeded(error, from, packet, header, nextHopMtu),
            Drop.TimeToLiveExpired => IcmpError.WriteTimeExceeded(error, from, packet, header),
            _ => IcmpError.WriteNetUnreachable(error, from, packet, header),
        };
        if (!router.Device.Write(error[..octets]))
            drops.Count(Drop.DeviceRefused);
        return false;
    }

    private bool Dropped(Drop reason)
    {
        drops.Count(reason);
        return false;
    }
}
