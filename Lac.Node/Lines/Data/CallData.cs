using Protocols.Hdlc;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lac.Node.Lines.Data;

/// <summary>
/// The data of one call, from CONNECT to hang-up: first it watches for framing and keeps what comes, then it is bridged.
/// </summary>
sealed class CallData : IDisposable
{
    /// <summary>Two seconds at 33 600 bit/s; a peer that gets no answer repeats its Configure-Request.</summary>
    private const int KeptOctets = 8192;

    private readonly LineContext line;
    private readonly LineChannel channel;
    private readonly LineTimer silence;
    private readonly FramingDetector detector = new();
    private readonly OutputQueue kept = new(KeptOctets);
    private LineOrder.Bridge? order;
    private LineBridge? bridge;
    private bool framed;

    public CallData(LineContext line, LineChannel channel)
    {
        this.line = line;
        this.channel = channel;
        silence = new LineTimer(line.Poller, line.Time, () => DeclareFramed("silence"));
        AwaitSilence();
    }

    public void OnInput(ReadOnlySpan<byte> octets)
    {
        if (bridge is not null)
        {
            bridge.FromLine(octets);
            return;
        }

        kept.Enqueue(octets[..Math.Min(octets.Length, kept.Free)]);
        if (framed)
            return;
        if (detector.Feed(octets))
            DeclareFramed("PPP frame");
        else
            AwaitSilence();
    }

    public void Bridge(LineOrder.Bridge wanted)
    {
        if (bridge is not null)
            return;
        order = wanted;
        bridge = line.Ways.Join(wanted, channel, line.Counters);
        while (kept.Length > 0)
        {
            var octets = kept.Front;
            bridge.FromLine(octets);
            kept.Remove(octets.Length);
        }
    }

    public void SetAccm(uint send, uint receive) => bridge?.SetAccm(send, receive);

    public void Dispose()
    {
        silence.Dispose();
        if (bridge is not null)
            line.Ways.Part(bridge, order!);
    }

    private void AwaitSilence()
    {
        if (line.Settings.Framing == FramingDetection.Carrier)
            silence.Start(line.Settings.SilenceMs);
    }

    private void DeclareFramed(string why)
    {
        framed = true;
        silence.Stop();
        line.Report(LineEventKind.LineFraming, why);
    }
}
