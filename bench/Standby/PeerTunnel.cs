using Lab.Scene;
using Platform;
using Protocols.L2tp;

namespace Bench.Standby;

/// <summary>
/// One control connection as a LAC has it (RFC 2661 §7.2, §7.5.1), with lines that answer at once and nothing on disk. Used under the peer's lock.
/// </summary>
internal sealed class PeerTunnel(ushort id, UdpPort port, UdpPeer lns, Func<string, LabSite> siteOf)
{
    private const int Speed = 64_000;

    private readonly Dictionary<ushort, PeerCall> calls = [];
    private ControlChannel channel = ControlChannel.Open(new ControlChannelSettings { ReceiveWindowSize = 64 });
    private ushort lnsId;
    private ushort nextCall;
    private ushort? probe;

    public Random Random { get; } = new(id);

    public IEnumerable<PeerCall> Calls => calls.Values;

    /// <summary>CDN or StopCCN that the LNS sent.</summary>
    public int Ended { get; private set; }

    /// <summary>When the LNS acknowledged the HELLO of the last <see cref="Ask"/>; 0 while it has not.</summary>
    public long Answered { get; private set; }

    public void Receive(in L2tpHeader header, ReadOnlyMemory<byte> body)
    {
        var now = TimeProvider.System.GetUtcNow();
        var receipt = channel.Receive(header.Ns, header.Nr, header.SessionId, body, now);
        channel = receipt.Channel;
        while (channel.TryTake(out var message))
        {
            channel = channel.WithAccepted(message.Ns, message.PeerNr);
            if (ControlMessageCodec.Parse(message.Body, []) is ControlMessageParse.Parsed parsed)
                Take(parsed.Message, message.SessionId);
        }
        if (probe is { } asked && unchecked((short)(channel.Acknowledged - asked)) >= 0)
            (Answered, probe) = (TimeProvider.System.GetTimestamp(), null);
        if (!Flush(now) && receipt.NeedsAck)
            Send(channel.ZlbNs, 0, []);
    }

    public void Data(ushort call, ReadOnlySpan<byte> frame)
    {
        if (calls.TryGetValue(call, out var known))
            known.Receive(frame);
    }

    /// <summary>Sends a HELLO, whose acknowledgement shows that control is there.</summary>
    public void Ask()
    {
        Answered = 0;
        channel = channel.WithHello();
        probe = channel.NextNs;
        Flush(TimeProvider.System.GetUtcNow());
    }

    public void Tick()
    {
        var now = TimeProvider.System.GetUtcNow();
        var timeout = channel.OnRetransmitTimer(now);
        channel = timeout.Channel;
        foreach (var message in timeout.Messages)
            Send(message.Ns, message.SessionId, message.Body.Span);
        foreach (var call in calls.Values.Where(call => !call.IsUp))
            call.Tick(TimeProvider.System.GetTimestamp());
    }

    public void SendData(ushort session, ReadOnlySpan<byte> frame)
    {
        Span<byte> datagram = stackalloc byte[L2tpHeader.DataLength(false, false, null) + frame.Length];
        var octets = L2tpHeader.WriteData(datagram, lnsId, session);
        frame.CopyTo(datagram[octets..]);
        port.Send(datagram, lns);
    }

    private void Take(ControlMessage message, ushort session)
    {
        switch (message)
        {
            case Sccrq request:
                lnsId = request.AssignedTunnelId;
                channel = channel.WithPeerWindow(request.ReceiveWindowSize ?? ControlChannelSettings.DefaultPeerWindow);
                Queue(new Sccrp
                {
                    HostName = "lac", FramingCapabilities = FramingType.Synchronous | FramingType.Asynchronous, BearerCapabilities = BearerType.Analog,
                    AssignedTunnelId = id, ReceiveWindowSize = 64,
                });
                break;
            case Ocrq request:
                Place(request);
                break;
            case Cdn:
                Ended++;
                calls.Remove(session);
                break;
            case StopCcn:
                Ended += Math.Max(1, calls.Count);
                calls.Clear();
                break;
        }
    }

    private void Place(Ocrq request)
    {
        var call = calls[++nextCall] = new PeerCall(this, nextCall, request.AssignedSessionId, siteOf(request.CalledNumber));
        Queue(new Ocrp { AssignedSessionId = call.Id }, call.LnsId);
        Queue(new Occn { TxConnectSpeed = Speed, Framing = FramingType.Asynchronous }, call.LnsId);
        call.Connected();
    }

    private void Queue(ControlMessage message, ushort session = 0) =>
        channel = channel.WithQueued(channel.NextNs, session, ControlMessageCodec.Write(message));

    private bool Flush(DateTimeOffset now)
    {
        var transmission = channel.Transmit(now);
        channel = transmission.Channel;
        foreach (var message in transmission.Messages)
            Send(message.Ns, message.SessionId, message.Body.Span);
        return transmission.Messages.Length > 0;
    }

    private void Send(ushort ns, ushort session, ReadOnlySpan<byte> body)
    {
        Span<byte> datagram = stackalloc byte[L2tpHeader.ControlLength + body.Length];
        L2tpHeader.WriteControl(datagram, lnsId, session, ns, channel.NextNr, body.Length);
        body.CopyTo(datagram[L2tpHeader.ControlLength..]);
        port.Send(datagram, lns);
    }
}
