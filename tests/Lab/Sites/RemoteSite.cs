using Protocols.Hdlc;
using Protocols.Ip;
using Protocols.Ppp;

namespace Lab.Sites;

/// <summary>
/// One call at a remote site: PPP over asynchronous HDLC with real negotiation, both authentications, and a host that answers ping.
/// Octets go in and out through <see cref="Receive"/> and the writer; timers are its own, so every entry takes the lock.
/// </summary>
public sealed class RemoteSite : IFarEnd
{
    private readonly Lock gate = new();
    private readonly SiteSettings settings;
    private readonly Action<ReadOnlyMemory<byte>> toLine;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly HdlcDeframer deframer = new();
    private readonly Dictionary<PppTimer, ITimer> timers = [];
    private PppLink link;
    private uint sendAccm = HdlcOctets.AllMapped;
    private bool isClosed;

    public RemoteSite(SiteSettings settings, Action<ReadOnlyMemory<byte>> toLine, TimeProvider time, Random random)
    {
        this.settings = settings;
        this.toLine = toLine;
        this.time = time;
        this.random = random;
        link = PppLink.Create(new PppSettings
        {
            OurName = settings.RefusesAuthentication ? "" : settings.Name,
            OurPassword = System.Text.Encoding.UTF8.GetBytes(settings.Password),
            AuthenticatePeerWith = settings.Demands,
            ChallengeName = settings.Name,
            LocalAddress = settings.Address,
            PeerAddress = settings.CallerAddress,
            MruOffered = 1500,
            EchoIntervalSeconds = 0,
        });
    }

    /// <summary>Pings that were answered.</summary>
    public int Answered { get; private set; }

    public bool IsUp => link.Negotiated is not null;

    public void CarrierUp()
    {
        lock (gate)
        {
            if (settings.Banner.Length > 0) toLine(System.Text.Encoding.ASCII.GetBytes(settings.Banner));
            Apply(link.LowerUp(random));
        }
    }

    public void Receive(ReadOnlySpan<byte> octets)
    {
        lock (gate)
        {
            if (isClosed) return;
            while (deframer.TryRead(ref octets, out var frame))
                TakeFrame(frame);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            foreach (var timer in timers.Values) timer.Dispose();
            timers.Clear();
        }
    }

    private void TakeFrame(ReadOnlySpan<byte> frame)
    {
        if (FrameReader.TryReadProtocol(frame, out var protocol, out var information) && protocol == PppProtocol.Ip)
            TakePacket(information);
        else
            Apply(link.Receive(frame, random));
    }

    /// <summary>IP is taken only when IPCP is up, as a real host's interface does.</summary>
    private void TakePacket(ReadOnlySpan<byte> packet)
    {
        if (!IsUp || PingReply.To(packet, IsOurs) is not { } reply) return;
        Answered++;
        SendFrame([0xFF, 0x03, PppProtocol.Ip >> 8, PppProtocol.Ip & 0xFF, .. reply]);
    }

    private bool IsOurs(System.Net.IPAddress address) => address.Equals(settings.Address) || settings.Network.Contains(address);

    private void Apply(PppStep step)
    {
        link = step.Link;
        foreach (var output in step.Outputs)
            Perform(output);
    }

    private void Perform(PppOutput output)
    {
        switch (output)
        {
            case PppOutput.SendFrame send: SendFrame(send.Frame.Span); break;
            case PppOutput.StartTimer start: Start(start.Timer, start.After); break;
            case PppOutput.CancelTimer cancel: Cancel(cancel.Timer); break;
            case PppOutput.LcpOpened opened:
                sendAccm = opened.Result.PeerAccm;
                deframer.ReceiveAccm = opened.Result.LocalAccm;
                break;
            case PppOutput.CheckPeer check:
                Apply(link.PeerChecked(new AuthenticationAnswer(CallerCheck.IsRight(check.Proof, settings)) { CheckNumber = check.CheckNumber }, random));
                break;
        }
    }

    private void SendFrame(ReadOnlySpan<byte> frame)
    {
        var framed = new byte[HdlcFramer.WorstCaseSize(frame.Length)];
        toLine(framed.AsMemory(0, HdlcFramer.Write(frame, sendAccm, framed)));
    }

    private void Start(PppTimer timer, TimeSpan after)
    {
        Cancel(timer);
        timers[timer] = time.CreateTimer(_ =>
        {
            lock (gate)
            {
                if (!isClosed) Apply(link.TimerFired(timer, random));
            }
        }, null, after, Timeout.InfiniteTimeSpan);
    }

    private void Cancel(PppTimer timer)
    {
        if (timers.Remove(timer, out var running)) running.Dispose();
    }
}
