using Protocols.Ppp;
using Protocols.Ppp.Control;

namespace Fuzz.Targets.Ppp;

/// <summary>What holds for every step of every link, whatever came in.</summary>
internal sealed class PppRules
{
    private readonly HashSet<PppTimer> running;
    private bool isUp;
    private bool isClosed;
    private long lastCheck = -1;
    private bool peerProved;
    private bool weProved;
    private LcpResult? lcp;

    public PppRules(PppLink link)
    {
        running = [.. Timers(link)];
        isUp = link.IsNetworkUp;
        // what went before is not known here
        (peerProved, weProved) = (true, true);
    }

    public void LowerUp() => isClosed = false;

    public void Fired(PppTimer timer) => running.Remove(timer);

    public void Check(PppStep step)
    {
        Judge.That(!isClosed || step.Outputs.IsEmpty, "a closed link is silent");
        foreach (var output in step.Outputs)
            Check(output);
        Judge.Same(step.Link.IsNetworkUp, isUp, "the network is up as was said");
        Judge.Same(step.Link.Negotiated is not null, isUp, "what was negotiated is there while the network is up");
        Judge.That(running.SetEquals(Timers(step.Link)), "the timers that run are those that were started");
    }

    private void Check(PppOutput output)
    {
        Judge.That(!isClosed, "Closed is the last word");
        switch (output)
        {
            case PppOutput.SendFrame send:
                Judge.That(FrameReader.TryReadProtocol(send.Frame.Span, out _, out var information), "a frame has a protocol");
                Judge.That(ControlPacket.TryParse(information, out var packet), "a frame holds a packet");
                Judge.That(packet.Data.Length + ControlPacket.HeaderLength == information.Length && information.Length <= 1500, "of its length, within the default MRU");
                break;
            case PppOutput.StartTimer start:
                Judge.That(start.After > TimeSpan.Zero, "timers run for a while");
                running.Add(start.Timer);
                break;
            case PppOutput.CancelTimer cancel:
                Judge.That(running.Remove(cancel.Timer), "only running timers are cancelled");
                break;
            case PppOutput.LcpOpened opened:
                Judge.That(!isUp, "no LCP opens under an open network");
                (lcp, peerProved, weProved) = (opened.Result, false, false);
                break;
            case PppOutput.CheckPeer check:
                Judge.That(check.CheckNumber > lastCheck, "questions are numbered upwards");
                lastCheck = check.CheckNumber;
                break;
            case PppOutput.PeerAuthenticated: peerProved = true; break;
            case PppOutput.WeAreAuthenticated: weProved = true; break;
            case PppOutput.NetworkUp: NetworkUp(); break;
            case PppOutput.NetworkDown:
                Judge.That(isUp, "only a network that is up goes down");
                isUp = false;
                break;
            case PppOutput.Closed:
                Judge.That(!isUp, "the network goes down first");
                isClosed = true;
                break;
        }
    }

    private void NetworkUp()
    {
        Judge.That(!isUp, "the network comes up once");
        Judge.That(peerProved || lcp?.PeerAuthenticatesWith is null, "no network before the peer proved itself");
        Judge.That(weProved || lcp?.WeAuthenticateWith is null, "no network before we proved ourselves");
        isUp = true;
    }

    private static IEnumerable<PppTimer> Timers(PppLink link) => link.RunningTimers.Cast<PppOutput.StartTimer>().Select(start => start.Timer);
}
