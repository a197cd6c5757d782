using Protocols.Ppp;
using Protocols.Ppp.Control;

namespace Protocols.Tests.Ppp.Support;

/// <summary>What holds for every step of every link, whoever is on the other end. Watches one link from its start.</summary>
internal sealed class LinkChecker
{
    private readonly HashSet<PppTimer> running = [];
    private LcpResult? lcp;
    private bool peerProved;
    private bool weProved;
    private bool networkUp;
    private bool closed;
    private long lastCheck = -1;

    /// <summary>For a link that is open already.</summary>
    public static LinkChecker Of(PppLink link)
    {
        var checker = new LinkChecker { networkUp = link.IsNetworkUp, peerProved = true, weProved = true, lcp = link.Negotiated?.Lcp };
        checker.running.UnionWith(Timers(link));
        return checker;
    }

    public void LowerUp() => closed = false;

    public void Fired(PppTimer timer) => running.Remove(timer);

    public void Observe(PppStep step)
    {
        if (closed)
            step.Outputs.ShouldBeEmpty("a closed link is silent");
        foreach (var output in step.Outputs)
            Observe(output);
        step.Link.IsNetworkUp.ShouldBe(networkUp);
        (step.Link.Negotiated is not null).ShouldBe(networkUp);
        running.ShouldBe(Timers(step.Link), ignoreOrder: true);
    }

    private static IEnumerable<PppTimer> Timers(PppLink link) =>
        link.RunningTimers.Cast<PppOutput.StartTimer>().Select(start => start.Timer);

    private void Observe(PppOutput output)
    {
        closed.ShouldBeFalse("Closed is the last word");
        switch (output)
        {
            case PppOutput.SendFrame send:
                FrameReader.TryReadProtocol(send.Frame.Span, out _, out var information).ShouldBeTrue();
                ControlPacket.TryParse(information, out var packet).ShouldBeTrue();
                (packet.Data.Length + ControlPacket.HeaderLength).ShouldBe(information.Length);
                information.Length.ShouldBeLessThanOrEqualTo(1500);
                break;
            case PppOutput.StartTimer start:
                start.After.ShouldBeGreaterThan(TimeSpan.Zero);
                running.Add(start.Timer);
                break;
            case PppOutput.CancelTimer cancel:
                running.Remove(cancel.Timer).ShouldBeTrue($"{cancel.Timer} was cancelled and did not run");
                break;
            case PppOutput.LcpOpened opened:
                networkUp.ShouldBeFalse();
                (lcp, peerProved, weProved) = (opened.Result, false, false);
                break;
            case PppOutput.CheckPeer check:
                check.CheckNumber.ShouldBeGreaterThan(lastCheck);
                lastCheck = check.CheckNumber;
                break;
            case PppOutput.PeerAuthenticated:
                peerProved = true;
                break;
            case PppOutput.WeAreAuthenticated:
                weProved = true;
                break;
            case PppOutput.NetworkUp:
                networkUp.ShouldBeFalse();
                (peerProved || lcp!.PeerAuthenticatesWith is null).ShouldBeTrue("no network before the peer proved itself");
                (weProved || lcp!.WeAuthenticateWith is null).ShouldBeTrue("no network before we proved ourselves");
                networkUp = true;
                break;
            case PppOutput.NetworkDown:
                networkUp.ShouldBeTrue();
                networkUp = false;
                break;
            case PppOutput.Closed:
                networkUp.ShouldBeFalse();
                closed = true;
                break;
        }
    }
}
