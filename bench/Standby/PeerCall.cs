using System.Net;
using System.Text;
using Lab.Scene;
using Protocols.Ip;
using Protocols.L2tp;
using Protocols.Ppp;

namespace Bench.Standby;

/// <summary>One call at the emulated LAC: the remote site behind it speaks PPP from Protocols and answers ping. Used under the peer's lock.</summary>
internal sealed class PeerCall
{
    private const int MaximumPing = 128;

    private readonly PeerTunnel tunnel;
    private readonly Dictionary<PppTimer, long> due = [];
    private PppLink link;

    public PeerCall(PeerTunnel tunnel, ushort id, ushort lnsId, LabSite site)
    {
        (this.tunnel, Id, LnsId) = (tunnel, id, lnsId);
        link = PppLink.Create(new PppSettings
        {
            OurName = site.Name, OurPassword = Encoding.UTF8.GetBytes(site.Password), LocalAddress = site.Target, MruOffered = 1500, EchoIntervalSeconds = 0,
        });
    }

    public ushort Id { get; }

    public ushort LnsId { get; }

    public bool IsUp => link.IsNetworkUp;

    public void Connected() => Apply(link.LowerUp(tunnel.Random));

    public void Receive(ReadOnlySpan<byte> frame)
    {
        if (FrameReader.TryReadProtocol(frame, out var protocol, out var information) && protocol == PppProtocol.Ip)
            Answer(information);
        else
            Apply(link.Receive(frame, tunnel.Random));
    }

    /// <summary>A frame was lost: PPP's own timers see to it.</summary>
    public void Tick(long now)
    {
        foreach (var timer in due.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToList())
        {
            due.Remove(timer);
            Apply(link.TimerFired(timer, tunnel.Random));
        }
    }

    private void Answer(ReadOnlySpan<byte> packet)
    {
        if (!IsUp || !IcmpEcho.TryRead(packet, out var echo) || !echo.IsRequest)
            return;
        Span<byte> frame = stackalloc byte[4 + MaximumPing];
        (frame[0], frame[1], frame[2], frame[3]) = (0xFF, 0x03, PppProtocol.Ip >> 8, PppProtocol.Ip & 0xFF);
        tunnel.SendData(LnsId, frame[..(4 + echo.WriteReply(frame[4..]))]);
    }

    private void Apply(PppStep step)
    {
        link = step.Link;
        foreach (var output in step.Outputs)
            switch (output)
            {
                case PppOutput.SendFrame send: tunnel.SendData(LnsId, send.Frame.Span); break;
                case PppOutput.StartTimer start: due[start.Timer] = TimeProvider.System.GetTimestamp() + (long)(start.After.TotalSeconds * TimeProvider.System.TimestampFrequency); break;
                case PppOutput.CancelTimer cancel: due.Remove(cancel.Timer); break;
            }
    }
}
