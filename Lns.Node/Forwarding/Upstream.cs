using Google.Protobuf;
using Lns.Node.Forwarding.Table;
using Lns.Node.Forwarding.Wire;
using Platform;
using Protocols.Ip;
using Shared.Messages;

namespace Lns.Node.Forwarding;

/// <summary>
/// The way from the remote sites to the home side, for one local endpoint: UDP datagram, session by its ids, PPP, reverse-path check,
/// device. LCP echo is answered here, so that a remote site does not hang up while its entity is on its way.
/// </summary>
public sealed class Upstream(UdpPort port, ForwarderCallbacks callbacks, CoarseClock clock, DropCounters drops, SequencedSessions sequenced)
{
    /// <summary>Of echo requests that are answered here; longer ones go to the entity.</summary>
    private const int MaxEchoOctets = 1500;

    private const int UnknownSessionsPerSecond = 10;

    private readonly RateLimit unknown = new(UnknownSessionsPerSecond);
    private readonly byte[] echo = new byte[Downstream.Headroom + MaxEchoOctets];

    public UdpPort Port => port;

    public SessionTable Sessions { get; } = new();

    /// <summary>Takes any datagram of the endpoint; called by the port's thread only. Changes the datagram in place.</summary>
    public void Receive(UdpPort from, UdpPeer peer, Span<byte> datagram)
    {
        if (DataHeader.IsControl(datagram))
        {
            callbacks.Control(from, peer, datagram);
            return;
        }
        var fault = DataHeader.Read(datagram, out var header);
        if (fault != DataHeaderFault.None)
        {
            drops.Count(fault == DataHeaderFault.Version ? Drop.UnknownVersion : Drop.MalformedHeader);
            return;
        }
        if (Sessions.Find(header.TunnelId, header.SessionId) is not { } session)
            TellUnknown(peer, header);
        else if (!session.Peer.Equals(peer))
            drops.Count(Drop.WrongPeer);
        else
            ReceiveFrame(session, datagram[header.PayloadAt..header.End]);
    }

    private void ReceiveFrame(ForwardingSession session, Span<byte> frame)
    {
        if (!PppPayload.TryRead(frame, out var protocol, out var informationAt))
            drops.Count(Drop.MalformedPpp);
        else if (protocol == PppPayload.Ipv4)
            ReceivePacket(session, frame[informationAt..]);
        else if (protocol != PppPayload.Lcp || !session.LcpOpened || !AnswerEcho(session, frame[informationAt..]))
            HandOver(session, protocol, frame[informationAt..]);
    }

    private void ReceivePacket(ForwardingSession session, Span<byte> packet)
    {
        if (session.Sources.Length == 0)
        {
            drops.Count(Drop.NetworkNotUp);
            return;
        }
        if (Ipv4Header.Read(packet, out var header) != Ipv4Fault.None)
        {
            drops.Count(Drop.UpstreamMalformed);
            return;
        }
        if (!session.MaySend(header.Source))
        {
            drops.Count(Drop.ForeignSource);
            return;
        }
        packet = packet[..header.TotalOctets];
        // the time to live is left to the host behind the device, which forwards too: one hop, counted once
        TcpMss.Clamp(packet, header, session.PeerMru - TcpMss.HeaderOctets);
        if (!session.Router.Device.Write(packet))
        {
            drops.Count(Drop.DeviceRefused);
            return;
        }
        session.Traffic.CountInput(packet.Length, clock.UnixMs);
    }

    /// <returns>False for what is no echo request to be answered here.</returns>
    private bool AnswerEcho(ForwardingSession session, ReadOnlySpan<byte> lcp)
    {
        if (!LcpEcho.IsRequest(lcp, session.LocalMagic, out var octets) || octets > MaxEchoOctets)
            return false;
        LcpEcho.WriteReply(lcp[..octets], echo.AsSpan(Downstream.Headroom), session.LocalMagic);
        PppPayload.WriteBefore(echo.AsSpan(0, Downstream.Headroom), PppPayload.Lcp);
        const int pppAt = Downstream.Headroom - PppPayload.HeaderOctets;
        if (sequenced.IsElsewhere(session))
        {
            sequenced.Relay(session, echo.AsSpan(pppAt..(Downstream.Headroom + octets)));
            return true;
        }
        if (!sequenced.TryNumber(session, out var ns)) return true;
        var headerOctets = DataHeader.WriteBefore(echo.AsSpan(0, pppAt), session.PeerTunnelId, session.PeerSessionId, ns, priority: true);
        if (!port.Send(echo.AsSpan((pppAt - headerOctets)..(Downstream.Headroom + octets)), session.Peer))
            drops.Count(Drop.PeerUnreachable);
        return true;
    }

    private void HandOver(ForwardingSession session, ushort protocol, ReadOnlySpan<byte> information)
    {
        if (!session.Frames.TryTake(clock.UnixMs))
        {
            drops.Count(Drop.FrameAboveRate);
            return;
        }
        var frame = new byte[2 + information.Length];
        frame[0] = (byte)(protocol >> 8);
        frame[1] = (byte)protocol;
        information.CopyTo(frame.AsSpan(2));
        callbacks.Frame(session.TunnelKey, new PppFrame
        {
            SessionId = session.LocalSessionId,
            Frame = UnsafeByteOperations.UnsafeWrap(frame),
        });
    }

    private void TellUnknown(UdpPeer peer, in DataHeader header)
    {
        drops.Count(Drop.UnknownSession);
        if (unknown.TryTake(clock.UnixMs))
            callbacks.Unknown(new UnknownSession(port.Local, peer.EndPoint, header.TunnelId, header.SessionId));
    }
}
