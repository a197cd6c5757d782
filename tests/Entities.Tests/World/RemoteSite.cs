using System.Collections.Immutable;
using System.Net;
using System.Text;
using Protocols.Ppp;

namespace Entities.Tests.World;

internal sealed record SiteSettings
{
    /// <summary>Empty: it refuses to be authenticated.</summary>
    public string Name { get; init; } = "site";

    public ImmutableArray<AuthenticationMethod> Demands { get; init; } = [AuthenticationMethod.ChapMd5];

    public bool AcceptsCaller { get; init; } = true;

    /// <summary>It answers the phone and says nothing.</summary>
    public bool IsSilent { get; init; }
}

/// <summary>The router behind the far modem: a PPP end without framing.</summary>
internal sealed class RemoteSite
{
    private readonly TunnelWorld world;
    private readonly SiteSettings settings;
    private readonly Action<byte[]> toLine;
    private readonly Dictionary<PppTimer, object> timers = [];
    private PppLink link;
    private bool isGone;

    public RemoteSite(TunnelWorld world, SiteSettings settings, Action<byte[]> toLine)
    {
        (this.world, this.settings, this.toLine) = (world, settings, toLine);
        link = PppLink.Create(new PppSettings
        {
            OurName = settings.Name,
            OurPassword = Encoding.UTF8.GetBytes("site-secret"),
            AuthenticatePeerWith = settings.Demands,
            ChallengeName = "site",
            LocalAddress = IPAddress.Parse("10.10.1.1"),
            MruOffered = 1500,
            EchoIntervalSeconds = 0,
        });
        if (!settings.IsSilent) Do(link.LowerUp(world.Random));
    }

    public bool IsUp => link.Negotiated is not null;

    /// <summary>Configure-Requests of LCP that came: one that comes to a link that is up tells it that its peer forgot everything.</summary>
    public int LcpSeen { get; private set; }

    public int FramesSeen { get; private set; }

    public void Receive(byte[] frame)
    {
        if (isGone || settings.IsSilent) return;
        FramesSeen++;
        // Address, control, protocol C021, and no echo (9, 10): it is about the link itself.
        if (frame is [0xFF, 0x03, 0xC0, 0x21, not (9 or 10), ..]) LcpSeen++;
        Do(link.Receive(frame, world.Random));
    }

    public void Close() => Do(link.Close(DisconnectReason.Normal("the user is done"), world.Random));

    public void CarrierLost() => isGone = true;

    private void Do(PppStep step)
    {
        link = step.Link;
        foreach (var output in step.Outputs)
            Perform(output);
    }

    private void Perform(PppOutput output)
    {
        switch (output)
        {
            case PppOutput.SendFrame send: toLine(send.Frame.ToArray()); break;
            case PppOutput.StartTimer start: Start(start.Timer, start.After); break;
            case PppOutput.CancelTimer cancel: timers.Remove(cancel.Timer); break;
            case PppOutput.CheckPeer check:
                Do(link.PeerChecked(new AuthenticationAnswer(settings.AcceptsCaller) { CheckNumber = check.CheckNumber }, world.Random));
                break;
        }
    }

    private void Start(PppTimer timer, TimeSpan after)
    {
        var mine = timers[timer] = new object();
        world.In(after, () =>
        {
            if (isGone || timers.GetValueOrDefault(timer) != mine) return;
            timers.Remove(timer);
            Do(link.TimerFired(timer, world.Random));
        });
    }
}
